-- A creator who is invited by an agency sees what its exports say of her: a link bound to one exported creator, and who has taken it.
alter table people_links drop constraint people_links_kind_check;
alter table people_links add constraint people_links_kind_check check (kind in ('operator', 'staff', 'claim', 'house', 'figures'));
alter table people_links add column export_id uuid;
-- how the agency's export calls whom the link is for: shown to whoever opens it
alter table people_links add column handle text;
create index people_links_export on people_links (export_id) where export_id is not null;

-- Identity is the platform's id where there is one; null: nobody told it.
alter table creator_handles add column platform_id text;
create unique index creator_handles_platform_id on creator_handles (platform, platform_id) where platform_id is not null;

-- Who sees the agency's figures of an exported creator, because they are hers. One row each: the next claim takes the place of one that ended.
create table call_claims (
  agency_id uuid not null,
  export_id uuid not null,
  -- null: she was erased
  creator_id uuid references creators (creator_id),
  claimed_at timestamptz not null,
  ended_at timestamptz,
  ended_by text check (ended_by in ('creator', 'agency')),
  primary key (agency_id, export_id),
  foreign key (agency_id, export_id) references export_creators (agency_id, export_id),
  check (creator_id is not null or ended_at is not null),
  check ((ended_at is null) = (ended_by is null))
);
create index call_claims_creator on call_claims (creator_id) where creator_id is not null;
