-- Being overheard in public is a permission of its own (decision 0023): no row of another purpose becomes one of this.
alter table consents drop constraint consents_purpose_check;
alter table consents add constraint consents_purpose_check check (purpose in ('discovery', 'exact_numbers', 'live_data', 'listening'));
