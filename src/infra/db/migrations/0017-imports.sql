-- A file of an agency, from its first byte to its last row: sent in parts, read, looked at, taken in or stopped.
create table import_files (
  agency_id uuid not null references agencies (agency_id),
  import_id uuid not null,
  name text not null,
  bytes int not null,
  parts int not null,
  platform text not null,
  state text not null check (state in ('sending', 'reading', 'read', 'taking', 'taken', 'stopped', 'refused')),
  -- why it cannot be used: {code, ...}
  refusal jsonb,
  kind text,
  language text,
  range_from date,
  range_to date,
  -- the last day that it knows
  data_on date,
  rows int not null default 0,
  done int not null default 0,
  report jsonb not null default '{}',
  -- columns named by people, and the days that they gave
  mapping jsonb,
  -- what the preview warned of and somebody confirmed
  confirmed text[] not null default '{}',
  made_by uuid references people (id) on delete set null,
  made_at timestamptz not null,
  -- the last sign of life of whoever works on it
  beat_at timestamptz not null,
  read_at timestamptz,
  taken_at timestamptz,
  primary key (agency_id, import_id)
);
create index import_files_made on import_files (agency_id, made_at desc, import_id desc);
create index import_files_waiting on import_files (beat_at) where state in ('reading', 'taking');
create index import_files_unfinished on import_files (made_at) where state in ('sending', 'read');

create table import_parts (
  agency_id uuid not null,
  import_id uuid not null,
  n int not null,
  body bytea not null,
  primary key (agency_id, import_id, n),
  foreign key (agency_id, import_id) references import_files (agency_id, import_id) on delete cascade
);

-- Rows as they were read, until the file is taken in or stopped.
create table import_rows (
  agency_id uuid not null,
  import_id uuid not null,
  n int not null,
  platform_id text,
  handle text,
  quit boolean not null,
  content jsonb not null,
  bad jsonb not null,
  verdict text check (verdict in ('new', 'changed', 'unchanged', 'skipped')),
  -- why it is skipped, or what is odd about it
  notes text[] not null default '{}',
  primary key (agency_id, import_id, n),
  foreign key (agency_id, import_id) references import_files (agency_id, import_id) on delete cascade
);

-- Which column is which, of files that are nobody's standard: asked once.
create table import_mappings (
  agency_id uuid not null references agencies (agency_id),
  -- the header, as text
  header text not null,
  mapping jsonb not null,
  saved_at timestamptz not null,
  primary key (agency_id, header)
);

-- A creator as an agency's own exports know her: private to that agency, never searched, never shared.
create table export_creators (
  agency_id uuid not null references agencies (agency_id),
  export_id uuid not null,
  platform text not null,
  platform_id text,
  handle text not null,
  display_name text,
  group_name text,
  manager text,
  joined_at timestamptz,
  -- when an export called her gone for the first time
  quit_on date,
  graduation text,
  tier text,
  -- the day of the data that the words above are of
  seen_on date not null,
  first_on date not null,
  last_on date not null,
  primary key (agency_id, export_id)
);
create unique index export_creators_platform_id on export_creators (agency_id, platform, platform_id) where platform_id is not null;

-- Names change, and those who have quit are known by theirs alone.
create table export_handles (
  agency_id uuid not null,
  platform text not null,
  handle text not null,
  export_id uuid not null,
  -- the latest day of data that called her so
  last_on date not null,
  primary key (agency_id, platform, handle, export_id),
  foreign key (agency_id, export_id) references export_creators (agency_id, export_id)
);

-- What a file said of a creator: every version is kept, the latest one counts.
create table export_facts (
  agency_id uuid not null,
  export_id uuid not null,
  kind text not null,
  -- the campaign of a ranking, else empty
  scope text not null,
  range_from date not null,
  range_to date not null,
  version int not null,
  latest boolean not null,
  content jsonb not null,
  import_id uuid not null,
  primary key (agency_id, export_id, kind, scope, range_from, range_to, version),
  foreign key (agency_id, export_id) references export_creators (agency_id, export_id)
);
create unique index export_facts_latest on export_facts (agency_id, export_id, kind, scope, range_from, range_to) where latest;

-- Figures by day, or over a longer span where days are missing: differences of month-to-date totals, recomputed when a file comes in between.
create table export_spans (
  agency_id uuid not null,
  export_id uuid not null,
  from_on date not null,
  to_on date not null,
  diamonds bigint,
  live_seconds bigint,
  valid_days bigint,
  lives bigint,
  new_followers bigint,
  new_fans bigint,
  fan_diamonds bigint,
  matches bigint,
  match_diamonds bigint,
  total_fans bigint,
  active_fans bigint,
  -- fell: a total was smaller than the day before; closed: from the next month's export; short: written like 2.98M
  flags text[] not null default '{}',
  primary key (agency_id, export_id, from_on),
  check (from_on < to_on),
  foreign key (agency_id, export_id) references export_creators (agency_id, export_id)
);
create index export_spans_days on export_spans (agency_id, from_on);

-- A month as the exports of the next one called it.
create table export_months (
  agency_id uuid not null,
  export_id uuid not null,
  month date not null,
  diamonds bigint,
  live_seconds bigint,
  valid_days bigint,
  new_followers bigint,
  lives bigint,
  -- the latest day of data that said so
  data_on date not null,
  -- the last total of the month itself was another
  restated boolean not null,
  primary key (agency_id, export_id, month),
  foreign key (agency_id, export_id) references export_creators (agency_id, export_id)
);
