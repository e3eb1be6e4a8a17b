create table policies (
  policy_id uuid primary key,
  kind text not null,
  version int not null,
  valid_from timestamptz not null,
  params jsonb not null,
  source text not null,
  certainty text not null,
  made_by uuid,
  made_at timestamptz not null,
  unique (kind, version)
);
create index policies_in_force on policies (kind, valid_from desc, version desc);

create table agencies (
  agency_id uuid primary key,
  name text not null,
  city text,
  country text,
  languages text[] not null default '{}',
  about text not null default '',
  verified_at timestamptz,
  standard_terms jsonb,
  created_at timestamptz not null
);
create index agencies_directory on agencies (lower(name), agency_id);
create table agency_seats (
  agency_id uuid not null references agencies (agency_id),
  person_id uuid not null references people (id) on delete cascade,
  role text not null check (role in ('owner', 'manager', 'coach', 'scout', 'finance')),
  since timestamptz not null,
  primary key (agency_id, person_id)
);
create index agency_seats_person on agency_seats (person_id);
