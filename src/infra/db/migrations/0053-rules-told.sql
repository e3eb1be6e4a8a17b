-- A version of a rule that took force, and how far those whom it concerns were told of it: by their ids, a page in a transaction (docs/decisions/0037).
create table rule_rounds (
  policy_id uuid primary key references policies (policy_id),
  kind text not null,
  version int not null,
  valid_from timestamptz not null,
  told_at timestamptz not null,
  -- the last one of the pages that are done; null: none is, or all are
  reached uuid,
  done_at timestamptz
);
create index rule_rounds_open on rule_rounds (told_at, policy_id) where done_at is null;

-- Bytes of the files that an agency has begun and not sent.
create index message_files_begun on message_files (agency_id) include (bytes) where message_seq is null and side = 'agency';

-- Whom a notice is about, in a column: behind the second wall (0047) an index on a document's field does not serve, and an erasure read every notice.
alter table notices add column about uuid;
update notices set about = (params ->> 'creatorId')::uuid where params ? 'creatorId';
drop index notices_about;
create index notices_about on notices (about) where about is not null;
