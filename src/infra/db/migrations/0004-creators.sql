create table creators (
  creator_id uuid primary key,
  person_id uuid unique references people (id),
  display_name text not null,
  bio text not null default '',
  languages text[] not null default '{}',
  country text,
  categories text[] not null default '{}',
  tags text[] not null default '{}',
  zone text not null default 'UTC',
  -- attested by the creator; the birth date itself is not kept
  adult_since date,
  age_attested_at timestamptz,
  claimed_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
-- A reference table: a handle is unique on its platform whatever the shard of its creator.
create table creator_handles (
  platform text not null,
  handle text not null,
  creator_id uuid not null references creators (creator_id),
  since timestamptz not null,
  primary key (platform, handle)
);
create index creator_handles_creator on creator_handles (creator_id);
create table creator_figures (
  creator_id uuid primary key references creators (creator_id),
  followers bigint check (followers >= 0),
  average_viewers bigint check (average_viewers >= 0),
  peak_viewers bigint check (peak_viewers >= 0),
  watch_minutes bigint check (watch_minutes >= 0),
  stream_minutes bigint check (stream_minutes >= 0),
  source text not null,
  as_of timestamptz not null
);

create table consent_texts (
  purpose text not null,
  version int not null,
  locale text not null,
  title text not null,
  body text not null,
  hash text not null,
  since date not null,
  primary key (purpose, version, locale)
);
-- The state that is asked at read time; the events below are its proof.
create table consents (
  creator_id uuid not null references creators (creator_id),
  purpose text not null check (purpose in ('discovery', 'exact_numbers', 'live_data')),
  granted boolean not null,
  event_id uuid not null,
  granted_at timestamptz,
  withdrawn_at timestamptz,
  expires_at timestamptz,
  text_version int,
  primary key (creator_id, purpose)
);
create index consents_expiring on consents (expires_at) where granted;
-- Rows are only added. xid: with the snapshot that an exposure keeps it proves the order of consent and search without a clock.
create table consent_events (
  creator_id uuid not null,
  event_id uuid not null,
  purpose text not null,
  action text not null check (action in ('granted', 'withdrawn', 'expired')),
  at timestamptz not null,
  by_kind text not null,
  by_person uuid,
  text_version int,
  text_hash text,
  locale text,
  expires_at timestamptz,
  request_id text not null,
  xid xid8 not null default pg_current_xact_id(),
  primary key (creator_id, event_id)
);
create index consent_events_order on consent_events (creator_id, purpose, at);

create table exposures (
  creator_id uuid not null,
  exposure_id uuid not null,
  agency_id uuid not null,
  person_id uuid not null,
  surface text not null,
  numbers text not null,
  consent_event_id uuid not null,
  checked_at timestamptz not null,
  snapshot pg_snapshot not null,
  primary key (creator_id, exposure_id)
);
create index exposures_creator_time on exposures (creator_id, checked_at desc, agency_id);
