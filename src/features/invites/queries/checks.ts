import { check } from '#src/infra/verify.ts';

export const checks = [
  check(
    'invites.known',
    'each invitation went to a creator who is here or was erased',
    `select i.invite_id::text from invites i where not exists (select from creators c where c.creator_id = i.creator_id)
     and not exists (select from erasures e where e.erased_id = i.creator_id)`,
  ),
  check(
    'invites.open_to_open',
    'every open invitation goes to somebody who can be found',
    `select i.invite_id::text from invites i left join consents c on c.creator_id = i.creator_id and c.purpose = 'discovery'
     where i.state = 'sent' and c.granted is distinct from true`,
  ),
  check(
    'invites.accepted_once',
    'an accepted invitation has exactly one membership',
    `select i.invite_id::text from invites i where (i.state = 'accepted') is distinct from
     ((select count(*) from memberships m where m.creator_id = i.creator_id and m.invite_id = i.invite_id) = 1)`,
  ),
  check(
    'invites.counted',
    'the counts of each agency and day are the invitations sent',
    `select c.agency_id || ' ' || c.on_day from invite_counts c where c.seat = 'all' and c.sent <>
     (select count(*) from invites i where i.agency_id = c.agency_id and (i.sent_at at time zone 'UTC')::date = c.on_day)`,
  ),
];
