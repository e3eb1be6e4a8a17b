-- A copy of what was agreed, for both sides (docs/decisions/0035). The row is made with her yes; the file by a job after it.
create table agreement_copies (
  creator_id uuid not null,
  copy_id uuid not null,
  membership_id uuid not null,
  agency_id uuid not null references agencies (agency_id),
  -- the offer that she said yes to; null: she joined
  offer_id uuid,
  kind text not null check (kind in ('joined', 'renewal', 'change')),
  agreed_at timestamptz not null,
  -- printed on the copy, and what it is found by
  code text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{20}$'),
  locale text not null,
  -- what stands on it; null: she was erased
  agreed jsonb,
  tries integer not null default 0,
  made_at timestamptz,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer check (bytes > 0),
  content bytea,
  primary key (creator_id, copy_id),
  check ((kind = 'joined') = (offer_id is null)),
  check ((made_at is null) = (sha256 is null) and (made_at is null) = (bytes is null)),
  check (content is null or (sha256 is not null and agreed is not null))
);
-- Packed already.
alter table agreement_copies alter column content set storage external;
create index agreement_copies_of_membership on agreement_copies (creator_id, membership_id, agreed_at desc);
create index agreement_copies_of_agency on agreement_copies (agency_id, membership_id);
create index agreement_copies_code on agreement_copies (code);
create index agreement_copies_sha256 on agreement_copies (sha256) where sha256 is not null;
create index agreement_copies_due on agreement_copies (agreed_at) where content is null and agreed is not null;
select raise_wall('agreement_copies', 'agency_id', 'creator_id');
