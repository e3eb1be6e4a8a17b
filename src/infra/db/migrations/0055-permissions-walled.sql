-- What she permits is for whoever acts by it, what she took back or never gave is hers alone (docs/decisions/0033). Being found and exact
-- numbers are for every agency while they are given; what is given to her agency is for those that she is or was with.
create function wall_ground(walled regclass, key text) returns text language sql stable as $$
  select case key
    when 'member' then format('exists (select from memberships m where m.creator_id = %s.creator_id and m.agency_id = %s)', walled, mine)
    when 'actor' then 'actor = any ((select case when sees() = ''{}'' then ''{visitor}'' else sees()::text[] end)::text[])'
    when 'permitted' then format('(granted and (select cardinality(sees()) > 0) and (purpose in (''discovery'', ''exact_numbers'') or %s))', wall_ground(walled, 'member'))
    else format('%I = %s', key, mine) end
  from (values ('any ((select sees())::uuid[])')) v(mine) $$;
create or replace function raise_wall(walled regclass, variadic keys text[]) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', walled);
  execute format('create policy wall on %s using (case when (select sees_everything()) then true else %s end)', walled,
    (select string_agg(wall_ground(walled, k), ' or ' order by n) from unnest(keys) with ordinality u(k, n)));
end $$;
select raise_wall('consents', 'creator_id', 'permitted');

-- Her conditions on who may invite her are hers. An agency is told that it is not asked, never why; what it is judged by it reads here.
create function invite_conditions(named uuid[])
  returns table (creator_id uuid, commission_bps_max int, languages text[], verified_only boolean, inbox_max int)
  language sql stable security definer set search_path = public, pg_temp
as $$ select f.creator_id, f.commission_bps_max, f.languages, f.verified_only, f.inbox_max from invite_filters f where f.creator_id = any(named) $$;
select raise_wall('invite_filters', 'creator_id');
