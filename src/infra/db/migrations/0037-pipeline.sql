-- Whom an agency would like to win: a row only while she can be found, deleted in the transaction of her withdrawal. Nothing of her
-- profile is copied.
create table leads (
  agency_id uuid not null references agencies (agency_id),
  creator_id uuid not null,
  stage text not null check (stage in ('to_look_at', 'contacted', 'talking', 'invited', 'joined', 'lost')),
  owner_id uuid references people (id),
  remind_on date,
  lost_why text check (lost_why in ('no_answer', 'not_interested', 'other_agency', 'terms', 'declined', 'no_fit')),
  saved_at timestamptz not null,
  moved_at timestamptz not null,
  primary key (agency_id, creator_id),
  check ((stage = 'lost') = (lost_why is not null))
);
create index leads_stage on leads (agency_id, stage, moved_at desc, creator_id);
create index leads_owner on leads (agency_id, owner_id, stage, moved_at desc, creator_id);
create index leads_reminder on leads (agency_id, remind_on, creator_id) where remind_on is not null;
create index leads_creator on leads (creator_id, saved_at desc, agency_id);
create index leads_person on leads (owner_id) where owner_id is not null;

-- What happened with her there, and what was noted. It goes with the row above.
create table lead_entries (
  agency_id uuid not null,
  creator_id uuid not null,
  entry_id uuid not null,
  kind text not null check (kind in ('saved', 'moved', 'noted')),
  stage text,
  lost_why text,
  note text not null default '',
  person_id uuid references people (id),
  at timestamptz not null,
  primary key (agency_id, creator_id, entry_id),
  foreign key (agency_id, creator_id) references leads (agency_id, creator_id) on delete cascade
);
create index lead_entries_person on lead_entries (person_id) where person_id is not null;
