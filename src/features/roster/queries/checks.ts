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
    'exclusive terms overlap with no other membership while they hold',
    `with m as (select *, least(ends_at, term_ends_at) as until from memberships),
     spells as (select creator_id, membership_id, since as from_at, least(until, terms_from) as to_at, (terms_before ->> 'exclusive')::boolean as exclusive
         from m where terms_before is not null
       union all select creator_id, membership_id, terms_from, until, (terms ->> 'exclusive')::boolean from m)
     select s.membership_id::text from spells s join m o on o.creator_id = s.creator_id and o.membership_id <> s.membership_id
     where s.exclusive and s.from_at < s.to_at and o.since < o.until and s.from_at < o.until and o.since < s.to_at`,
  ),
  check(
    'roster.ends',
    'no membership ends before it began, or after its term',
    `select membership_id::text from memberships where ends_at < since or ends_at > term_ends_at`,
  ),
  check(
    'roster.agreed',
    'the terms of each membership are the last that she said yes to, and those before them the yes before',
    `select m.membership_id::text from memberships m
     left join invites i on i.creator_id = m.creator_id and i.invite_id = m.invite_id
     left join lateral (select o.*, lead(o.terms) over (order by o.answered_at desc) as before from membership_offers o
       where o.creator_id = m.creator_id and o.membership_id = m.membership_id and o.state = 'accepted' order by o.answered_at desc limit 1) o on true
     where m.terms is distinct from coalesce(o.terms, i.terms) or m.term_ends_at <> coalesce(o.term_ends_at, m.term_ends_at)
     or m.terms_from <> coalesce(o.terms_from, o.answered_at, m.since)
     or (m.terms_before is not null and m.terms_before is distinct from coalesce(o.before, i.terms))`,
  ),
  check(
    'roster.copied',
    'each yes since copies are made has its copy',
    `with since as (select min(agreed_at) as at from agreement_copies)
     select m.membership_id::text from memberships m, since where m.since >= since.at and not exists (select from agreement_copies c
       where c.creator_id = m.creator_id and c.membership_id = m.membership_id and c.kind = 'joined')
     union all select o.offer_id::text from membership_offers o, since where o.state = 'accepted' and o.answered_at >= since.at
       and not exists (select from agreement_copies c where c.creator_id = o.creator_id and c.offer_id = o.offer_id)`,
  ),
  check(
    'roster.offered',
    'each offer belongs to its agency’s membership, and none is open in one that is being left',
    `select o.offer_id::text from membership_offers o join memberships m using (creator_id, membership_id)
     where m.agency_id <> o.agency_id or (o.state = 'open' and m.ends_at is not null and o.expires_at > m.ends_at)`,
  ),
  check(
    'roster.decided',
    'each case belongs to its agency’s membership, and what a removal, a finding, an order or a trial has ended has its cause',
    `select c.case_id::text from membership_cases c join memberships m using (creator_id, membership_id) where m.agency_id <> c.agency_id
     union all select m.membership_id::text from memberships m where (m.ended_by = 'trial' and m.trial_until is null)
       or (m.ended_by in ('removal', 'breach', 'order', 'review') and not exists (select from membership_cases c
         where c.creator_id = m.creator_id and c.membership_id = m.membership_id and case m.ended_by
           when 'removal' then c.kind = 'removal' and c.state in ('told', 'refused', 'withdrawn')
           when 'breach' then c.kind = 'complaint' and c.state = 'granted'
           when 'order' then c.kind = 'order'
           else c.kind = 'review' and c.state = 'refused' end))`,
  ),
  check(
    'roster.until',
    'until when a member is with an agency, as a search reads it, is the end of the last of her memberships',
    `select c.creator_id::text from creators c join (select creator_id, max(coalesce(ends_at, term_ends_at)) as until
       from memberships group by creator_id) m using (creator_id) where c.agency_until is distinct from m.until`,
  ),
  check(
    'roster.over',
    'what was told to have ended does not go on, and nothing is left to be contested in it',
    `select membership_id::text from memberships where closed_at is not null and (ended_by is null or coalesce(ends_at, term_ends_at) > closed_at)
     union all select c.case_id::text from membership_cases c join memberships m using (creator_id, membership_id)
     where m.closed_at is not null and c.state = 'open' and c.kind in ('removal', 'review')`,
  ),
  check(
    'roster.promised',
    'each promise belongs to its agency’s membership, is due within its term and stands once',
    `select p.promise_id::text from membership_promises p join memberships m using (creator_id, membership_id)
     where m.agency_id <> p.agency_id or p.due_at <= m.since or (p.void_at is null and p.due_at > m.term_ends_at)
     union all select min(promise_id::text) from membership_promises where void_at is null
     group by creator_id, membership_id, what, due_at having count(*) > 1`,
  ),
];
