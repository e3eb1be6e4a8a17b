-- Transaction ids belong to one server: after a restore they begin elsewhere. An era says whose they are: what is of an earlier era came
-- before all of a later one. Every restore begins the next; settled: the withdrawals made after its backup were carried out again.
create table store_eras (
  era int primary key,
  instance_id uuid not null,
  begun_at timestamptz not null,
  settled boolean not null
);
insert into store_eras (era, instance_id, begun_at, settled) values (1, gen_random_uuid(), now(), true);

alter table outbox add column era int not null default 1;
alter table outbox_positions add column era int not null default 1;
alter table consent_events add column era int not null default 1;
alter table exposures add column era int not null default 1;
drop index outbox_order;
create index outbox_order on outbox (era, xid, seq);
-- The journal of withdrawals beside the data follows by these.
create index consents_withdrawn on consents (withdrawn_at) where not granted;
create index erasures_at on erasures (at);
