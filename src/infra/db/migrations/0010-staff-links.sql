-- A link that was taken back says so to whoever opens it.
alter table people_links add column withdrawn_at timestamptz;
create index people_links_agency on people_links (agency_id, created_at desc) where agency_id is not null;
