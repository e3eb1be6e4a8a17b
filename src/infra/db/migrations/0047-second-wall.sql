-- The second wall (docs/decisions/0033): of a table that is private to somebody, the role that the program runs as sees the rows of those
-- whom the statement names in `greenroom.sees`, and none without it. The owner sees everything: migrations, backup and restore are his.

create function sees_everything() returns boolean language sql stable parallel safe
as $$ select coalesce(current_setting('greenroom.sees', true) = 'everything', false) $$;

-- The ids of agencies, creators and people whose rows may be seen.
create function sees() returns uuid[] language sql stable parallel safe
as $$ select case when current_setting('greenroom.sees', true) like '{%' then current_setting('greenroom.sees', true)::uuid[] end $$;

-- Raises the wall around a table: a row is for whoever is named in one of these columns. `member` in place of a column: for the agencies
-- of which its creator is, or was, a member. Each setting is read once a statement, not once a row.
create function raise_wall(walled regclass, variadic keys text[]) returns void language plpgsql as $$
declare
  mine text := 'any ((select sees())::uuid[])';
  ground text;
begin
  select string_agg(case k
      when 'member' then format('exists (select from memberships m where m.creator_id = %s.creator_id and m.agency_id = %s)', walled, mine)
      else format('%I = %s', k, mine) end, ' or ' order by n)
    into ground from unnest(keys) with ordinality u(k, n);
  execute format('alter table %s enable row level security', walled);
  execute format('create policy wall on %s using (case when (select sees_everything()) then true else %s end)', walled, ground);
end $$;
revoke execute on function raise_wall(regclass, text[]) from public;

-- The wall around a book of the house: whoever does something adds to it, the program and its operators alone read it.
create function raise_book_wall(walled regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', walled);
  execute format('create policy wall on %s using (case when (select sees_everything()) then true else false end)', walled);
  execute format('create policy added on %s for insert with check (true)', walled);
end $$;
revoke execute on function raise_book_wall(regclass) from public;

-- Private to an agency.
select raise_wall('call_runs', 'agency_id');
select raise_wall('call_standings', 'agency_id');
select raise_wall('call_creators', 'agency_id');
select raise_wall('call_entries', 'agency_id');
select raise_wall('call_goals', 'agency_id');
select raise_wall('call_views', 'agency_id');
select raise_wall('import_files', 'agency_id');
select raise_wall('import_parts', 'agency_id');
select raise_wall('import_rows', 'agency_id');
select raise_wall('import_mappings', 'agency_id');
select raise_wall('export_creators', 'agency_id');
select raise_wall('export_handles', 'agency_id');
select raise_wall('export_facts', 'agency_id');
select raise_wall('export_spans', 'agency_id');
select raise_wall('export_months', 'agency_id');
select raise_wall('bonus_months', 'agency_id');
select raise_wall('bonus_lines', 'agency_id');
select raise_wall('leads', 'agency_id');
select raise_wall('lead_entries', 'agency_id');
select raise_wall('saved_searches', 'agency_id');
select raise_wall('saved_search_hits', 'agency_id');
select raise_wall('discovery_budgets', 'agency_id');
select raise_wall('discovery_shown', 'agency_id');
select raise_wall('invite_counts', 'agency_id');
select raise_wall('agency_seats', 'agency_id', 'person_id');

-- Between an agency and a creator.
select raise_wall('memberships', 'agency_id', 'creator_id');
select raise_wall('membership_offers', 'agency_id', 'creator_id');
select raise_wall('membership_promises', 'agency_id', 'creator_id');
select raise_wall('invites', 'agency_id', 'creator_id');
select raise_wall('call_claims', 'agency_id', 'creator_id');

-- Private to a creator.
select raise_wall('consent_events', 'creator_id');
select raise_wall('exposures', 'creator_id');
select raise_wall('live_events', 'creator_id');
-- Her LIVEs are also for the agency that she is with, by a permission that stands in no policy: the first wall asks for it.
select raise_wall('live_sessions', 'creator_id', 'member');
select raise_wall('live_streaks', 'creator_id', 'member');
select raise_wall('live_minutes', 'creator_id', 'member');
select raise_wall('live_days', 'creator_id', 'member');
select raise_wall('live_figures', 'creator_id', 'member');

-- Private to a person.
select raise_wall('people_keys', 'person_id');
select raise_wall('notices', 'person_id');
select raise_wall('notice_settings', 'person_id');
select raise_wall('mails', 'person_id');

-- The house's books.
select raise_book_wall('audit');
-- Behind a wall an index on JSON does not serve: what a row names is found by the owner's right, for whoever sees everything.
create function audit_naming(named uuid) returns setof audit language sql stable security definer set search_path = public, pg_temp
as $$ select * from audit where sees_everything() and actor_kind <> 'system'
  and subject @? format('$.** ? (@ == "%s")', named)::jsonpath $$;
