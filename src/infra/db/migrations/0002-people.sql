-- Better Auth's four tables, under our names.
create table people (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  operator_role text check (operator_role in ('admin', 'moderator', 'analyst'))
);
create table people_sessions (
  id uuid primary key,
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id uuid not null references people (id) on delete cascade
);
create index people_sessions_user on people_sessions (user_id);
create table people_accounts (
  id uuid primary key,
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references people (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index people_accounts_user on people_accounts (user_id);
create table people_verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index people_verifications_identifier on people_verifications (identifier);

-- Keys for programs: the text is shown once, only its hash is kept.
create table people_keys (
  key_id uuid primary key,
  person_id uuid not null references people (id) on delete cascade,
  name text not null,
  prefix text not null unique,
  hash text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index people_keys_person on people_keys (person_id);

-- One-time links: the first operator, staff of an agency, the claim of a profile.
create table people_links (
  link_id uuid primary key,
  hash text not null unique,
  kind text not null check (kind in ('operator', 'staff', 'claim')),
  -- what the person who opens it is shown
  subject text not null,
  agency_id uuid,
  role text,
  creator_id uuid,
  -- who made it; null: the program itself
  issued_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid
);
create index people_links_creator on people_links (creator_id) where creator_id is not null;
