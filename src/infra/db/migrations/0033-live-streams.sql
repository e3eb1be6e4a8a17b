-- Platforms that tell of a follow without saying in which broadcast: what is known of their broadcasts, and what waits for one.

-- What a platform sends us, and whether it still does.
create table live_subscriptions (
  source_id uuid not null,
  subscription_id text not null,
  type text not null,
  -- the channel, as the platform numbers it; null: it did not say
  channel text,
  -- enabled, or why it ended, in the platform's own word
  status text not null,
  at timestamptz not null,
  primary key (source_id, subscription_id)
);

create table live_streams (
  source_id uuid not null,
  platform text not null,
  account text not null,
  -- the platform's own id of the broadcast
  stream text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (source_id, account, stream)
);
create index live_streams_account on live_streams (platform, account);
create index live_streams_age on live_streams (started_at);

create table live_unplaced (
  source_id uuid not null,
  platform text not null,
  account text not null,
  event_id text not null,
  at timestamptz not null,
  event jsonb not null,
  received_at timestamptz not null,
  primary key (source_id, account, event_id)
);
create index live_unplaced_account on live_unplaced (platform, account);
create index live_unplaced_age on live_unplaced (received_at);
