-- A creator's own conditions: who may invite her at all. No row: whatever the policy allows.
create table invite_filters (
  creator_id uuid primary key,
  -- the share that she accepts being asked for, at most; null: whatever the policy allows
  commission_bps_max int check (commission_bps_max between 0 and 10000),
  -- the agency speaks one of these; empty: any
  languages text[] not null default '{}',
  verified_only boolean not null default false,
  -- open invitations at once, never more than the policy allows; null: as many as the policy allows
  inbox_max int check (inbox_max >= 0),
  changed_at timestamptz not null
);
