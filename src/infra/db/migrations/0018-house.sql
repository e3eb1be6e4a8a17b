-- The first link of a house: whoever opens it names the one agency, owns it and runs this Greenroom.
alter table people_links drop constraint people_links_kind_check;
alter table people_links add constraint people_links_kind_check check (kind in ('operator', 'staff', 'claim', 'house'));
