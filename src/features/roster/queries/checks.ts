import { check } from '#src/infra/verify.ts';

export const checks = [
  check(
    'roster.known',
    'each membership belongs to a creator who is here or was erased',
    `select m.membership_id::text from memberships m where not exists (select from creators c where c.creator_id = m.creator_id)
     and not exists (select from erasures e where e.erased_id = m.creator_id)`,
  ),
  check(
    'roster.exclusive_alone',
    'an exclusive membership overlaps with no other',
    `select m.membership_id::text from memberships m join memberships o on o.creator_id = m.creator_id and o.membership_id <> m.membership_id
     where (m.terms ->> 'exclusive')::boolean and m.terms_from < least(m.ends_at, m.term_ends_at)
     and tstzrange(m.terms_from, least(m.ends_at, m.term_ends_at)) && tstzrange(o.since, least(o.ends_at, o.term_ends_at))`,
  ),
  check(
    'roster.ends',
    'no membership ends before it began, or after its term',
    `select membership_id::text from memberships where ends_at < since or ends_at > term_ends_at`,
  ),
  check(
    'roster.agreed',
    'the terms of each membership are the last that she said yes to',
    `select m.membership_id::text from memberships m
     left join lateral (select o.terms, o.term_ends_at from membership_offers o where o.creator_id = m.creator_id
       and o.membership_id = m.membership_id and o.state = 'accepted' order by o.answered_at desc limit 1) o on true
     join invites i on i.creator_id = m.creator_id and i.invite_id = m.invite_id
     where m.terms is distinct from coalesce(o.terms, i.terms) or m.term_ends_at <> coalesce(o.term_ends_at, m.term_ends_at)`,
  ),
  check(
    'roster.offered',
    'each offer belongs to its agency’s membership, and none is open in one that is being left',
    `select o.offer_id::text from membership_offers o join memberships m using (creator_id, membership_id)
     where m.agency_id <> o.agency_id or (o.state = 'open' and m.ends_at is not null and o.expires_at > m.ends_at)`,
  ),
];
