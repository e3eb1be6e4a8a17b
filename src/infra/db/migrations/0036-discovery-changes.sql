-- What changed in discovery_entries, for indexes in memory: written in the transaction of the change.
create table discovery_changes (
  -- Numbers of transactions say in which order they were begun, not committed: a reader compares them with a snapshot.
  xid xid8 not null default pg_current_xact_id(),
  creator_id uuid not null,
  -- She goes, or shows less than before: no search may begin without knowing it.
  urgent boolean not null,
  at timestamptz not null default now()
);
create index discovery_changes_by_xid on discovery_changes (xid);
create index discovery_changes_urgent on discovery_changes (xid) where urgent;
create index discovery_changes_by_creator on discovery_changes (creator_id, xid);

-- Of transactions before this one, changes were forgotten: who has not read them begins anew.
create table discovery_feed (
  one boolean primary key default true check (one),
  forgotten_below xid8 not null default '0'
);
insert into discovery_feed default values;

-- Each index on disk has its row, written after the state that it holds: a database that does not know it has another history.
create table discovery_snapshots (
  token uuid primary key,
  at timestamptz not null default now()
);
