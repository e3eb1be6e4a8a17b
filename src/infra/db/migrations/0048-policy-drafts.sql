-- A version that is thought about. It holds nowhere, so it may be changed and thrown away; `policies` may not.
create table policy_drafts (
  draft_id uuid primary key,
  kind text not null,
  params jsonb not null,
  -- the day from which it is meant to hold; null: not said
  valid_from date,
  source text not null,
  certainty text not null,
  revision int not null,
  changed_by uuid,
  changed_at timestamptz not null
);
create index policy_drafts_kind on policy_drafts (kind, draft_id);

-- Versions whose day has come, each told once. What held before this was here is no news to anybody.
create table policy_turns (
  policy_id uuid primary key references policies (policy_id),
  kind text not null,
  version int not null,
  turned_at timestamptz not null
);
insert into policy_turns (policy_id, kind, version, turned_at) select policy_id, kind, version, now() from policies where valid_from <= now();
