-- Until when a membership is on trial: she leaves at once. While the trial LIVE is awaited it ends then (ended_by 'trial').
alter table memberships add column trial_until timestamptz;
-- As it stood when she joined: of how many minutes the trial LIVE is, and how long the operator may look at it; null: nobody is asked.
alter table memberships add column trial_minutes integer;
alter table memberships add column trial_review_days integer;
alter table memberships add check ((trial_until is null) = (trial_minutes is null)) not valid;
-- From when a complaint that nobody has decided lets her leave at once.
alter table memberships add column free_from timestamptz;
alter table memberships add check (ended_by in ('cooling_off', 'low_activity', 'notice', 'term_end', 'erasure', 'trial', 'review', 'removal', 'breach', 'order', 'unheard')) not valid;
create index memberships_on_trial on memberships (creator_id) where ended_by = 'trial' and closed_at is null;

-- What is for the operator to decide: an agency's removal that she contests, her complaint about an agency, the review after a trial LIVE;
-- and what the operator has ordered by himself.
create table membership_cases (
  creator_id uuid not null,
  case_id uuid not null,
  membership_id uuid not null,
  agency_id uuid not null references agencies (agency_id),
  kind text not null check (kind in ('removal', 'complaint', 'review', 'order')),
  -- told: a removal that she has not contested
  state text not null check (state in ('told', 'open', 'granted', 'refused', 'unheard', 'withdrawn')),
  why text check (why in ('inactive', 'terms', 'conduct', 'closing', 'promise', 'money', 'pressure', 'false_terms', 'other')),
  -- of whoever began it
  said text not null,
  said_by uuid references people (id),
  opened_at timestamptz not null,
  -- of a removal: when the membership ends, and until when she may contest it
  ends_at timestamptz,
  -- of the other side
  answer text,
  answered_by uuid references people (id),
  answered_at timestamptz,
  decide_by timestamptz,
  -- the operator's reasons
  decision text,
  decided_by uuid references people (id),
  decided_at timestamptz,
  primary key (creator_id, case_id),
  foreign key (creator_id, membership_id) references memberships (creator_id, membership_id),
  check ((kind = 'removal') = (ends_at is not null)),
  check (state <> 'open' or decide_by is not null),
  check ((answer is null) = (answered_at is null)),
  check ((state in ('told', 'open')) = (decided_at is null))
);
create unique index membership_cases_one on membership_cases (creator_id, membership_id, kind) where state in ('told', 'open');
create index membership_cases_of on membership_cases (creator_id, membership_id, opened_at desc);
create index membership_cases_agency on membership_cases (agency_id, opened_at desc);
create index membership_cases_open on membership_cases (decide_by, case_id) where state = 'open';
create index membership_cases_over on membership_cases (decided_at desc, case_id desc) where decided_at is not null;
create index membership_cases_id on membership_cases (case_id);
create index membership_cases_sayer on membership_cases (said_by) where said_by is not null;
create index membership_cases_answerer on membership_cases (answered_by) where answered_by is not null;
create index membership_cases_decider on membership_cases (decided_by) where decided_by is not null;
select raise_wall('membership_cases', 'agency_id', 'creator_id');
