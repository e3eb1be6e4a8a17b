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
     where (m.terms ->> 'exclusive')::boolean and tstzrange(m.since, least(m.ends_at, m.term_ends_at)) && tstzrange(o.since, least(o.ends_at, o.term_ends_at))`,
  ),
  check(
    'roster.ends',
    'no membership ends before it began, or after its term',
    `select membership_id::text from memberships where ends_at < since or ends_at > term_ends_at`,
  ),
];
