-- Every change leaves one row here, written in its transaction. The runtime role may add and read, never change.
create table audit (
  seq bigint generated always as identity primary key,
  audit_id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  person_id uuid,
  key_id uuid,
  act text not null,
  agency_id uuid,
  creator_id uuid,
  subject jsonb not null,
  request_id text not null
);
create index audit_by_agency on audit (agency_id, seq) where agency_id is not null;
create index audit_by_creator on audit (creator_id, seq) where creator_id is not null;

-- xid: readers stop before the oldest transaction still open, for rows commit out of order.
create table outbox (
  seq bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  name text not null,
  body jsonb not null,
  at timestamptz not null
);
create index outbox_order on outbox (xid, seq);
create table outbox_positions (consumer text primary key, xid xid8 not null, seq bigint not null);
-- Events that a consumer could not carry out: set aside, so that they hold up nobody else.
create table outbox_parked (consumer text not null, seq bigint not null, name text not null, body jsonb not null, error text not null, at timestamptz not null, primary key (consumer, seq));

create table idempotency (
  actor text not null,
  key text not null,
  act text not null,
  hash text not null,
  -- null: the answer showed a secret and is not kept
  answer text,
  at timestamptz not null,
  primary key (actor, key)
);
create index idempotency_age on idempotency (at);
