-- What a policy asks of another table it asks of a view of the owner (docs/decisions/0041): read as whoever asks, that table brings its own
-- policies along, and theirs, and PostgreSQL sets all of them up at each statement. Each view holds what the policies let whoever asks see anyway.

-- The profiles of her account.
create view profiles_of_mine as select creator_id from creators where person_id = any ((select sees())::uuid[]);
-- Those who are or were with an agency of hers.
create view members_of_mine as select creator_id from memberships where agency_id = any ((select sees())::uuid[]);
-- Who may be found, for whoever has signed in.
create view profiles_to_be_found as select creator_id from consents
  where purpose = 'discovery' and granted and (select cardinality(sees()) > 0);

create or replace function wall_ground(walled regclass, key text) returns text language sql stable as $$
  select case key
    when 'member' then format('exists (select from members_of_mine m where m.creator_id = %s.creator_id)', walled)
    when 'actor' then 'actor = any ((select case when sees() = ''{}'' then ''{visitor}'' else sees()::text[] end)::text[])'
    -- `offset 0`: looked up by its key for each row that asks, and never all of a table for a few rows.
    when 'account' then format('exists (select from profiles_of_mine p where p.creator_id = %s.creator_id offset 0)', walled)
    when 'permitted' then format('(granted and (select cardinality(sees()) > 0) and (purpose in (''discovery'', ''exact_numbers'')
      or exists (select from members_of_mine m where m.creator_id = %s.creator_id offset 0)))', walled)
    when 'met' then format('(exists (select from profiles_to_be_found p where p.creator_id = %1$s.creator_id offset 0)
      or exists (select from members_of_mine m where m.creator_id = %1$s.creator_id offset 0))', walled)
    else format('%I = any ((select sees())::uuid[])', key) end $$;
create or replace function raise_wall(walled regclass, variadic keys text[]) returns void language plpgsql as $$
declare
  shows constant text[] := '{permitted,met}';
  shown text := (select wall_ground(walled, k) from unnest(keys) k where k = any(shows));
begin
  execute format('alter table %s enable row level security', walled);
  execute format('create policy wall on %s using (case when (select sees_everything()) then true else %s end)', walled,
    (select string_agg(wall_ground(walled, k), ' or ' order by n) from unnest(keys) with ordinality u(k, n) where k <> all(shows)));
  if shown is not null then execute format('create policy shown on %s for select using (%s)', walled, shown); end if;
end $$;

do $$
declare
  walled record;
begin
  for walled in
    select * from (values ('consents'::regclass, '{creator_id,permitted}'::text[]), ('creators', '{creator_id,person_id,met}'),
      ('creator_handles', '{creator_id,account,met}'), ('creator_figures', '{creator_id,account,met}'),
      ('creator_live_figures', '{creator_id,account,met}'), ('live_sessions', '{creator_id,member}'), ('live_streaks', '{creator_id,member}'),
      ('live_minutes', '{creator_id,member}'), ('live_days', '{creator_id,member}'), ('live_figures', '{creator_id,member}')) w(name, keys)
  loop
    execute format('drop policy wall on %s', walled.name);
    execute format('drop policy if exists shown on %s', walled.name);
    perform raise_wall(walled.name, variadic walled.keys);
  end loop;
end $$;
