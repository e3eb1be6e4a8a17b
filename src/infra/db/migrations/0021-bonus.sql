-- Bonuses of an agency by month: what was estimated, what the platform's report confirmed, and what differs. Made of the facts of its exports
-- by rules: it may be thrown away, and is reckoned anew after each file and with each version of the program's rule.
create table bonus_months (
  agency_id uuid not null references agencies (agency_id),
  month date not null,
  -- a file came in after the last reckoning; null: nothing to do
  stale_at timestamptz,
  -- null: never yet
  reckoned_at timestamptz,
  reported boolean not null default false,
  closed boolean not null default false,
  creators int not null default 0,
  differing int not null default 0,
  unknown int not null default 0,
  body jsonb,
  -- the rule, with its version, by which it was reckoned or is being; '': none held then
  rule text not null default '',
  -- a reckoning is on its way: it has done the creators up to this id, and keeps its sums here until it ends
  going boolean not null default false,
  after_id uuid,
  run jsonb,
  primary key (agency_id, month)
);
create index bonus_months_stale on bonus_months (stale_at) where stale_at is not null;

create table bonus_lines (
  agency_id uuid not null,
  month date not null,
  export_id uuid not null,
  -- how much differs, hundredths, and how much there is: the order of the list
  gap bigint not null,
  size bigint not null,
  -- something of it could be compared
  compared boolean not null,
  body jsonb not null,
  primary key (agency_id, month, export_id),
  foreign key (agency_id, month) references bonus_months (agency_id, month) on delete cascade,
  foreign key (agency_id, export_id) references export_creators (agency_id, export_id)
);
create index bonus_lines_order on bonus_lines (agency_id, month, gap, size, export_id);
create index bonus_lines_unknown on bonus_lines (agency_id, month, gap, size, export_id) where not compared;
