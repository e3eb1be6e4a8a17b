-- LIVE events: each counted once, folded into sessions, minutes and days in the transaction that takes them in.

-- Raw events for as long as a repetition may come. The key is the hash of platform, source and event id; viewers and texts are not kept.
-- The partition is the week of receipt: a repetition says another time at most, never another key.
create table live_events (
  creator_id uuid not null,
  key uuid not null,
  week date not null,
  session_id uuid not null,
  type smallint not null,
  -- null: the sender did not know it
  at timestamptz,
  received_at timestamptz not null,
  viewers int,
  likes bigint,
  n int,
  each int,
  streak uuid,
  closed boolean,
  primary key (creator_id, key, week)
) partition by range (week);
create table live_events_rest partition of live_events default;

create table live_sessions (
  creator_id uuid not null,
  session_id uuid not null,
  platform text not null,
  account text not null,
  -- the platform's own id of the broadcast
  room text not null,
  source text not null,
  -- the earliest start and the latest end that an event told of
  started_at timestamptz,
  ended_at timestamptz,
  -- of all other events
  first_at timestamptz,
  last_at timestamptz,
  -- what follows: from when to when it counts
  from_at timestamptz not null,
  to_at timestamptz not null,
  events bigint not null default 0,
  untimed bigint not null default 0,
  samples bigint not null default 0,
  viewers_max int,
  viewers_total bigint,
  likes_total bigint,
  diamonds bigint not null default 0,
  -- streaks whose end has not come, at their highest count
  open_diamonds bigint not null default 0,
  -- gifts to somebody else in the same broadcast
  guest_diamonds bigint not null default 0,
  gifts bigint not null default 0,
  follows bigint not null default 0,
  shares bigint not null default 0,
  chats bigint not null default 0,
  subscriptions bigint not null default 0,
  matches bigint not null default 0,
  first_received_at timestamptz not null,
  primary key (creator_id, session_id)
) with (fillfactor = 70);
create index live_sessions_time on live_sessions (creator_id, from_at desc, session_id);

create table live_streaks (
  creator_id uuid not null,
  session_id uuid not null,
  streak uuid not null,
  -- the highest count seen with and without an end, what one is worth, and when
  closed_n int,
  closed_each int,
  closed_at timestamptz,
  open_n int,
  open_each int,
  open_at timestamptz,
  primary key (creator_id, session_id, streak)
) with (fillfactor = 80);

create table live_minutes (
  creator_id uuid not null,
  session_id uuid not null,
  minute timestamptz not null,
  samples int not null default 0,
  viewers_sum bigint not null default 0,
  viewers_max int,
  likes_total bigint,
  diamonds bigint not null default 0,
  open_diamonds bigint not null default 0,
  gifts bigint not null default 0,
  follows int not null default 0,
  shares int not null default 0,
  chats int not null default 0,
  subscriptions int not null default 0,
  primary key (creator_id, session_id, minute)
) partition by range (minute);
create table live_minutes_rest partition of live_minutes default;

create table live_days (
  creator_id uuid not null,
  platform text not null,
  -- UTC
  on_day date not null,
  live_seconds int not null default 0,
  viewers_max int,
  diamonds bigint not null default 0,
  open_diamonds bigint not null default 0,
  gifts bigint not null default 0,
  follows bigint not null default 0,
  shares bigint not null default 0,
  chats bigint not null default 0,
  subscriptions bigint not null default 0,
  primary key (creator_id, platform, on_day)
) with (fillfactor = 70);

-- Events of accounts that belong to nobody here yet: worked as soon as they do.
create table live_quarantine (
  platform text not null,
  account text not null,
  key uuid not null,
  event jsonb not null,
  received_at timestamptz not null,
  primary key (platform, account, key)
);
create index live_quarantine_age on live_quarantine (received_at);

-- Makes the partitions of the weeks and months around an instant, and drops raw events received before `keep_from` and minutes before
-- `minutes_from`. The runtime role owns nothing, so it asks for exactly this; nothing younger than four weeks is ever dropped.
create function live_partitions(at timestamptz, keep_from date, minutes_from date) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- UTC, whatever the session's zone
  today date := (live_partitions.at at time zone 'UTC')::date;
  monday date := date_trunc('week', today)::date;
  dropped int := 0;
  part record;
  lower_bound timestamptz;
  upper_bound timestamptz;
  name text;
begin
  if keep_from > today - 28 or minutes_from > today - 28 then
    raise exception 'partitions of the last four weeks are kept';
  end if;
  set local lock_timeout = '3s';
  for i in 0..2 loop
    name := 'live_events_' || to_char(monday + i * 7, 'YYYYMMDD');
    if to_regclass(name) is null then
      execute format('create table %I (like live_events including all)', name);
      execute format('with moved as (delete from live_events_rest where week >= %L and week < %L returning *) insert into %I select * from moved',
        monday + i * 7, monday + i * 7 + 7, name);
      execute format('alter table live_events attach partition %I for values from (%L) to (%L)', name, monday + i * 7, monday + i * 7 + 7);
    end if;
  end loop;
  for i in -1..2 loop
    lower_bound := (date_trunc('month', today::timestamp) + make_interval(months => i)) at time zone 'UTC';
    upper_bound := (date_trunc('month', today::timestamp) + make_interval(months => i + 1)) at time zone 'UTC';
    name := 'live_minutes_' || to_char(lower_bound at time zone 'UTC', 'YYYYMM');
    if to_regclass(name) is null then
      execute format('create table %I (like live_minutes including all) with (fillfactor = 70)', name);
      execute format('with moved as (delete from live_minutes_rest where minute >= %L and minute < %L returning *) insert into %I select * from moved',
        lower_bound, upper_bound, name);
      execute format('alter table live_minutes attach partition %I for values from (%L) to (%L)', name, lower_bound, upper_bound);
    end if;
  end loop;
  for part in
    select c.relname::text as relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where (i.inhparent = 'live_events'::regclass and c.relname ~ '^live_events_[0-9]{8}$'
        and to_date(right(c.relname, 8), 'YYYYMMDD') + 7 <= keep_from)
      or (i.inhparent = 'live_minutes'::regclass and c.relname ~ '^live_minutes_[0-9]{6}$'
        and to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= minutes_from)
  loop
    execute format('drop table %I', part.relname);
    dropped := dropped + 1;
  end loop;
  delete from live_events_rest where week + 7 <= keep_from;
  return dropped;
end $$;
revoke execute on function live_partitions(timestamptz, date, date) from public;
select live_partitions(now(), (now() - interval '35 days')::date, (now() - interval '400 days')::date);
