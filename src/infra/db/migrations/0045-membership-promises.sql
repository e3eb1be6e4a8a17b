-- What an agency promised a member, each with the day it is due: one row for each month of coaching, one for each thing promised once.
create table membership_promises (
  creator_id uuid not null,
  promise_id uuid not null,
  membership_id uuid not null,
  agency_id uuid not null references agencies (agency_id),
  what text not null check (what in ('coaching', 'training', 'plan', 'mentor', 'equipment', 'studio', 'promotion')),
  -- of coaching: how many in this month
  hours integer,
  due_at timestamptz not null,
  -- what the agency says
  kept_at timestamptz,
  kept_by uuid references people (id),
  -- what she says
  answer text check (answer in ('kept', 'not_kept')),
  answered_at timestamptz,
  -- other terms took its place before it was due
  void_at timestamptz,
  primary key (creator_id, promise_id),
  foreign key (creator_id, membership_id) references memberships (creator_id, membership_id),
  check ((what = 'coaching') = (hours is not null)),
  check (kept_by is null or kept_at is not null),
  check ((answer is null) = (answered_at is null))
);
create index membership_promises_of on membership_promises (creator_id, membership_id, due_at);
create index membership_promises_due on membership_promises (agency_id, due_at);
create index membership_promises_keeper on membership_promises (kept_by) where kept_by is not null;
-- Memberships that run: the months of coaching that are still to come.
insert into membership_promises (creator_id, promise_id, membership_id, agency_id, what, hours, due_at)
select m.creator_id, gen_random_uuid(), m.membership_id, m.agency_id, 'coaching', (m.terms ->> 'coachingHoursMonthly')::int,
  ((m.since at time zone 'UTC') + make_interval(months => k)) at time zone 'UTC'
from memberships m cross join generate_series(1, 120) k
where (m.terms ->> 'coachingHoursMonthly')::int > 0 and m.terms_before is null
  and ((m.since at time zone 'UTC') + make_interval(months => k)) at time zone 'UTC' <= m.term_ends_at
  and ((m.since at time zone 'UTC') + make_interval(months => k)) at time zone 'UTC' > now()
  and coalesce(m.ends_at, m.term_ends_at) > now();
-- With a further term that is agreed: what is left of the one that runs until then, and the further one.
insert into membership_promises (creator_id, promise_id, membership_id, agency_id, what, hours, due_at)
select m.creator_id, gen_random_uuid(), m.membership_id, m.agency_id, 'coaching', (s.terms ->> 'coachingHoursMonthly')::int,
  ((s.from_at at time zone 'UTC') + make_interval(months => k)) at time zone 'UTC'
from memberships m
cross join lateral (values (m.since, m.terms_from, m.terms_before), (m.terms_from, m.term_ends_at, m.terms)) s (from_at, to_at, terms)
cross join generate_series(1, 120) k
where (s.terms ->> 'coachingHoursMonthly')::int > 0 and m.terms_before is not null
  and ((s.from_at at time zone 'UTC') + make_interval(months => k)) at time zone 'UTC' <= s.to_at
  and ((s.from_at at time zone 'UTC') + make_interval(months => k)) at time zone 'UTC' > now()
  and coalesce(m.ends_at, m.term_ends_at) > now();
