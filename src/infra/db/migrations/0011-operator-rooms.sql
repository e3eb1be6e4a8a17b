-- The place from 0 to 100 at which a roll-out's percentage reaches a creator: written by the program (rolloutDraw in policies), so that a
-- count needs no loop. Rows that stand already are filled here by the same arithmetic; a test compares the two.
create function pg_temp.draw(creator_id uuid) returns double precision language plpgsql immutable as $$
declare
  word text := 'rollout ' || creator_id::text;
  h bigint := 2166136261;
begin
  for i in 1..length(word) loop
    h := ((h # ascii(substr(word, i, 1))) * 16777619) & 4294967295;
  end loop;
  h := ((h # (h >> 16)) * 73244475) & 4294967295;
  h := ((h # (h >> 16)) * 73244475) & 4294967295;
  return (h # (h >> 16))::double precision / 4294967296 * 100;
end $$;
alter table creators add column rollout_draw double precision;
update creators set rollout_draw = pg_temp.draw(creator_id);
alter table creators alter column rollout_draw set not null;
create index creators_by_name on creators (lower(display_name), creator_id);

-- The operator's audit room: newest first, by person, by act, by any id that a row names. Jobs leave rows each minute: people's are apart.
create index audit_newest on audit (at desc, seq desc);
create index audit_people on audit (at desc, seq desc) where actor_kind <> 'system';
create index audit_by_person on audit (person_id, at desc, seq desc) where person_id is not null;
create index audit_by_act on audit (act, at desc, seq desc);
create index audit_subject on audit using gin (subject) where actor_kind <> 'system';
