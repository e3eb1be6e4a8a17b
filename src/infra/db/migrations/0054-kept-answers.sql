-- An answer that is kept for repetition belongs to whoever asked, named by the text of her id (docs/decisions/0033). What a visitor did
-- without signing in is for visitors: `actor` says so, and they see nothing else.
create or replace function raise_wall(walled regclass, variadic keys text[]) returns void language plpgsql as $$
declare
  mine text := 'any ((select sees())::uuid[])';
  ground text;
begin
  select string_agg(case k
      when 'member' then format('exists (select from memberships m where m.creator_id = %s.creator_id and m.agency_id = %s)', walled, mine)
      when 'actor' then 'actor = any ((select case when sees() = ''{}'' then ''{visitor}'' else sees()::text[] end)::text[])'
      else format('%I = %s', k, mine) end, ' or ' order by n)
    into ground from unnest(keys) with ordinality u(k, n);
  execute format('alter table %s enable row level security', walled);
  execute format('create policy wall on %s using (case when (select sees_everything()) then true else %s end)', walled, ground);
end $$;
select raise_wall('idempotency', 'actor');
