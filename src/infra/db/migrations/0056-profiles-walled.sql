-- A creator's profile is hers (docs/decisions/0033): to herself by her id or by her account. It is shown to whoever has signed in while her
-- permission to be found is given, and to the agencies that she is or was with; nobody of them writes any of it. What hangs on a profile is
-- shown to those whom the profile is shown to.
create or replace function wall_ground(walled regclass, key text) returns text language sql stable as $$
  select case key
    when 'member' then format('exists (select from memberships m where m.creator_id = %s.creator_id and m.agency_id = %s)', walled, mine)
    when 'actor' then 'actor = any ((select case when sees() = ''{}'' then ''{visitor}'' else sees()::text[] end)::text[])'
    -- `offset 0`: looked up by its key for each row that asks, and never all of a table for a few rows.
    when 'account' then format('exists (select from creators c where c.creator_id = %s.creator_id and c.person_id = %s offset 0)', walled, mine)
    when 'permitted' then format('(granted and (select cardinality(sees()) > 0) and (purpose in (''discovery'', ''exact_numbers'')
      or exists (select from memberships m where m.creator_id = %s.creator_id and m.agency_id = %s offset 0)))', walled, mine)
    when 'met' then format('((select cardinality(sees()) > 0) and (
      exists (select from consents p where p.creator_id = %1$s.creator_id and p.purpose = ''discovery'' and p.granted offset 0)
      or exists (select from memberships m where m.creator_id = %1$s.creator_id and m.agency_id = %2$s offset 0)))', walled, mine)
    when 'profile' then format('((select cardinality(sees()) > 0)
      and exists (select from creators c where c.creator_id = %s.creator_id offset 0))', walled)
    else format('%I = %s', key, mine) end
  from (values ('any ((select sees())::uuid[])')) v(mine) $$;
create or replace function raise_wall(walled regclass, variadic keys text[]) returns void language plpgsql as $$
declare
  shows constant text[] := '{permitted,met,profile}';
  shown text := (select wall_ground(walled, k) from unnest(keys) k where k = any(shows));
begin
  execute format('alter table %s enable row level security', walled);
  execute format('create policy wall on %s using (case when (select sees_everything()) then true else %s end)', walled,
    (select string_agg(wall_ground(walled, k), ' or ' order by n) from unnest(keys) with ordinality u(k, n) where k <> all(shows)));
  if shown is not null then execute format('create policy shown on %s for select using (%s)', walled, shown); end if;
end $$;
select raise_wall('creators', 'creator_id', 'person_id', 'met');
select raise_wall('creator_handles', 'creator_id', 'account', 'profile');
select raise_wall('creator_figures', 'creator_id', 'account', 'profile');
select raise_wall('creator_live_figures', 'creator_id', 'account', 'profile');

-- Whatever concerns a creator waits for her, whoever does it: who may not read her profile, and who is shown it and may not write it. By the
-- owner's right, in the order of their ids; gives those of them who are here.
create function lock_creators(named uuid[]) returns setof uuid language sql security definer set search_path = public, pg_temp
as $$ select creator_id from creators where creator_id = any(named) and (sees_everything() or cardinality(sees()) > 0)
  order by creator_id for update $$;

-- Until when she is with an agency stands in her profile, and is reckoned from all her memberships: an agency that ends its own neither sees
-- the others nor writes her profile. What it comes to is no choice of whoever asks for it.
create function note_agency(named uuid) returns void language sql security definer set search_path = public, pg_temp
as $$ update creators set agency_until = (select max(coalesce(m.ends_at, m.term_ends_at)) from memberships m where m.creator_id = named)
  where creator_id = named and (sees_everything() or cardinality(sees()) > 0) $$;

-- For the program's own work and its operators: behind a policy no index serves for words and for the order of names. Past the policies by the
-- owner's right, and empty for everybody else.
create view all_creators as select * from creators where sees_everything();
create view all_creator_handles as select * from creator_handles where sees_everything();
create view all_creator_figures as select * from creator_figures where sees_everything();
