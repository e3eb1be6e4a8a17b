-- What 28 days of a creator's LIVEs came to: for her, and for whoever may find her.

-- Who gave, as a hash of broadcast and sender: to count them, and nothing else. Null: no gift, one to a guest, or one kept before this.
alter table live_events add column gifter uuid;
create index live_events_gifters on live_events (creator_id, session_id, gifter) where gifter is not null;

-- Of those who had entered, how many had watched a LIVE of hers in the 30 days before, where a source tells of it.
alter table live_sessions add column viewers_returning int;

create table live_figures (
  creator_id uuid primary key,
  -- the last of the 28 days (UTC)
  as_on date not null,
  lives int not null,
  live_seconds int not null,
  valid_days int not null,
  -- mean of all measured minutes, each alike; null: none was
  average_viewers int,
  measured_minutes int not null,
  -- in the 28 days before those
  average_viewers_before int,
  measured_minutes_before int not null,
  diamonds bigint not null,
  open_diamonds bigint not null,
  -- over the LIVEs of which both are known; null: there is none
  gifters bigint,
  gifters_of bigint,
  returning_viewers bigint,
  returning_of bigint,
  -- seconds on air by hour of the day, from midnight UTC
  hours int[] not null check (cardinality(hours) = 24),
  reckoned_at timestamptz not null
);
