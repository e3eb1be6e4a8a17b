-- What she permits is shown to whoever has signed in, while it is given: being found and exact numbers to everybody, for agencies act by it;
-- what is for her agency to those that she is or was with. What she took back or never gave is hers alone (docs/decisions/0033). A key like
-- this one shows rows and lets nobody write them.
create function wall_ground(walled regclass, key text) returns text language sql stable as $$
  select case key
    when 'member' then format('exists (select from memberships m where m.creator_id = %s.creator_id and m.agency_id = %s)', walled, mine)
    when 'actor' then 'actor = any ((select case when sees() = ''{}'' then ''{visitor}'' else sees()::text[] end)::text[])'
    -- `offset 0`: one membership is looked up by its key for each row that asks, and never all members of an agency for a few rows.
    when 'permitted' then format('(granted and (select cardinality(sees()) > 0) and (purpose in (''discovery'', ''exact_numbers'')
      or exists (select from memberships m where m.creator_id = %s.creator_id and m.agency_id = %s offset 0)))', walled, mine)
    else format('%I = %s', key, mine) end
  from (values ('any ((select sees())::uuid[])')) v(mine) $$;
create or replace function raise_wall(walled regclass, variadic keys text[]) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', walled);
  execute format('create policy wall on %s using (case when (select sees_everything()) then true else %s end)', walled,
    (select string_agg(wall_ground(walled, k), ' or ' order by n) from unnest(keys) with ordinality u(k, n) where k <> 'permitted'));
  if 'permitted' = any(keys) then
    execute format('create policy shown on %s for select using (%s)', walled, wall_ground(walled, 'permitted'));
  end if;
end $$;
select raise_wall('consents', 'creator_id', 'permitted');

-- Her conditions on who may invite her are hers. Whoever asks whether it may read here what it is judged by beforehand, and no more; an agency
-- is told that it is not asked, never why.
create function invite_conditions(named uuid[]) returns table (creator_id uuid, languages text[], verified_only boolean)
  language sql stable security definer set search_path = public, pg_temp
as $$ select f.creator_id, f.languages, f.verified_only from invite_filters f
  where f.creator_id = any(named) and (sees_everything() or cardinality(sees()) > 0) $$;
select raise_wall('invite_filters', 'creator_id');
