-- Searches that are kept by name, and who was found by them: those who were there when it was kept, and those who were told of since.
create table saved_searches (
  agency_id uuid not null references agencies (agency_id),
  search_id uuid not null,
  person_id uuid not null references people (id),
  name text not null,
  -- text, filters and order, as they are asked
  question jsonb not null,
  -- false: nobody is told
  alerts boolean not null,
  made_at timestamptz not null,
  -- null: not asked yet
  asked_at timestamptz,
  due_at timestamptz not null,
  -- whoever asks holds it until then
  held_until timestamptz,
  -- how many it found the last time; null: not asked yet
  found int,
  -- beyond what an alert can follow
  too_wide boolean not null default false,
  primary key (agency_id, search_id)
);
create index saved_searches_due on saved_searches (due_at) where alerts;
create index saved_searches_person on saved_searches (person_id);

create table saved_search_hits (
  agency_id uuid not null,
  search_id uuid not null,
  creator_id uuid not null,
  found_at timestamptz not null,
  -- false: was there when the search was kept
  told boolean not null,
  primary key (agency_id, search_id, creator_id),
  foreign key (agency_id, search_id) references saved_searches (agency_id, search_id) on delete cascade
);
create index saved_search_hits_creator on saved_search_hits (creator_id);
create index saved_search_hits_told on saved_search_hits (agency_id, search_id, found_at desc, creator_id) where told;

-- The pipeline over all stages, those moved last first.
create index leads_moved on leads (agency_id, moved_at desc, creator_id);
