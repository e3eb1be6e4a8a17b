-- The reminder that its owner was told of.
alter table leads add column reminded_on date;
create index leads_due on leads (remind_on) where remind_on is not null and owner_id is not null and reminded_on is distinct from remind_on;
