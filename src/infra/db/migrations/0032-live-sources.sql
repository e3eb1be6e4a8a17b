-- Who tells of LIVEs by signed webhooks. Secrets are sealed by the server's own: a signature can be checked only with the secret itself.
create table live_sources (
  source_id uuid primary key,
  kind text not null,
  -- stands before what its events name as their source; never used again
  name text not null unique,
  secret text,
  secret_made_at timestamptz not null,
  -- the one before, while both are valid
  old_secret text,
  old_secret_until timestamptz,
  made_at timestamptz not null,
  taken_back_at timestamptz,
  -- to the minute: the last delivery that was believed, and the last one that was not
  heard_at timestamptz,
  refused_at timestamptz,
  check ((secret is null) = (taken_back_at is not null)),
  check ((old_secret is null) = (old_secret_until is null))
);
