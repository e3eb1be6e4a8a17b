-- Who was erased, so that nothing of them can come back unseen. Ids alone; rows are only added.
create table erasures (
  erased_id uuid primary key,
  kind text not null check (kind in ('creator', 'person')),
  at timestamptz not null
);
-- The agency's books outlive the profile: what is kept carries an id that leads to nobody. `verify` checks that each is known or erased.
alter table memberships drop constraint memberships_creator_id_fkey;
alter table invites drop constraint invites_creator_id_fkey;
-- Null: who sent it has deleted her account.
alter table invites alter column sent_by drop not null;
create index invites_sender on invites (sent_by);
create index memberships_coach on memberships (coach_id) where coach_id is not null;
