-- Whom to call: how each creator of an agency's exports stands, reckoned anew after each import and each day; what the agency decided and did.

-- Where the reckoning of an agency stands. It goes on from `after_id`, whoever takes it up.
create table call_runs (
  agency_id uuid not null references agencies (agency_id),
  -- goes up when the agency changes what is asked
  revision int not null default 0,
  -- what the run that goes on, or the last one, is made of: the day, the files taken in, the revision, the rule
  made_of text,
  going boolean not null default false,
  after_id uuid,
  done int not null default 0,
  total int not null default 0,
  data_on date,
  ended_at timestamptz,
  -- spreads of this agency's creators, for the intervals
  pool jsonb,
  primary key (agency_id)
);
create index import_files_taken on import_files (agency_id) where state = 'taken';

-- Made of spans and rules: it may be thrown away, and is reckoned anew.
create table call_standings (
  agency_id uuid not null,
  export_id uuid not null,
  -- "today" of the reckoning
  today date not null,
  data_on date not null,
  platform text not null,
  handle text not null,
  display_name text,
  group_name text,
  quit_on date,
  band text,
  valid_days int,
  live_seconds bigint,
  diamonds bigint,
  last_live_on date,
  reasons text[] not null,
  changes boolean not null,
  -- the place in the morning list: by what a call can still change
  rank smallint not null,
  near int not null,
  soon date not null,
  strength double precision not null,
  body jsonb not null,
  primary key (agency_id, export_id),
  foreign key (agency_id, export_id) references export_creators (agency_id, export_id)
);
-- Filters and sorts go through the narrow columns of an agency; the body lies beside them.
alter table call_standings set (toast_tuple_target = 256);
alter table call_standings alter column body set storage external;
create index call_standings_place on call_standings (agency_id, rank, near, soon, strength, export_id);

-- What the agency decided about a creator: who coaches her, until when a call rests, dates that no export tells.
create table call_creators (
  agency_id uuid not null,
  export_id uuid not null,
  coach_id uuid references people (id) on delete set null,
  rests_until date,
  -- the reasons that rest; another one ends it
  rests_for text[] not null default '{}',
  term_ends_on date,
  appeal_closes_on date,
  primary key (agency_id, export_id),
  foreign key (agency_id, export_id) references export_creators (agency_id, export_id)
);
create index call_creators_coach on call_creators (agency_id, coach_id);
create index call_creators_person on call_creators (coach_id) where coach_id is not null;

-- What was done about a creator, by whom; entries are never changed.
create table call_entries (
  agency_id uuid not null,
  export_id uuid not null,
  entry_id uuid not null,
  kind text not null check (kind in ('done', 'snoozed', 'note', 'woken')),
  at timestamptz not null,
  person_id uuid references people (id) on delete set null,
  note text not null,
  reasons text[] not null,
  until_on date,
  primary key (agency_id, export_id, entry_id),
  foreign key (agency_id, export_id) references export_creators (agency_id, export_id)
);
create index call_entries_person on call_entries (person_id) where person_id is not null;

-- What an agency asks of the creators of a group each month; the empty group: of everybody else.
create table call_goals (
  agency_id uuid not null references agencies (agency_id),
  group_name text not null,
  valid_days int,
  hours int,
  diamonds bigint,
  primary key (agency_id, group_name)
);

-- The roster as somebody wants to see it again.
create table call_views (
  agency_id uuid not null references agencies (agency_id),
  person_id uuid not null references people (id) on delete cascade,
  view_id uuid not null,
  name text not null,
  query jsonb not null,
  primary key (agency_id, person_id, view_id)
);
create index call_views_person on call_views (person_id);
