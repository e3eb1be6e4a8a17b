-- Since when a block is taken back: a block that the journal remembers and that is older than this was hers to end, and is not carried out again
-- (docs/decisions/0037). A block that is newer than the backup of this database stands in neither table.
create table blocks_lifted (
  creator_id uuid not null,
  agency_id uuid not null references agencies (agency_id),
  lifted_at timestamptz not null,
  primary key (creator_id, agency_id)
);
select raise_wall('blocks_lifted', 'creator_id');

-- The journal follows the newest ones every two seconds.
create index blocks_since on blocks (blocked_at, creator_id, agency_id);
