create table memberships (
  creator_id uuid not null references creators (creator_id),
  membership_id uuid not null,
  agency_id uuid not null references agencies (agency_id),
  invite_id uuid not null,
  terms jsonb not null,
  terms_hash text not null,
  -- how the creator was called at the start, and at leaving: an agency is shown nothing newer of who has left
  handle text not null,
  platform text not null,
  display_name text not null,
  since timestamptz not null,
  term_ends_at timestamptz not null,
  ends_at timestamptz,
  ended_by text,
  leave_reason text,
  left_at timestamptz,
  -- set by the job once the end has passed
  closed_at timestamptz,
  coach_id uuid references people (id),
  primary key (creator_id, membership_id)
);
create index memberships_agency on memberships (agency_id, since desc, membership_id);
create index memberships_ending on memberships (coalesce(ends_at, term_ends_at)) where closed_at is null;

create table invites (
  creator_id uuid not null references creators (creator_id),
  invite_id uuid not null,
  agency_id uuid not null references agencies (agency_id),
  kind text not null check (kind in ('regular', 'elite')),
  state text not null check (state in ('sent', 'accepted', 'declined', 'expired', 'withdrawn')),
  withdrawn_by text check (withdrawn_by in ('agency', 'switch')),
  terms jsonb not null,
  message text not null,
  -- how the creator was called when the invitation was sent: the agency's list shows this and nothing newer
  handle text not null,
  platform text not null,
  display_name text not null,
  sent_by uuid not null references people (id),
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  ask_again_at timestamptz,
  primary key (creator_id, invite_id)
);
create index invites_agency on invites (agency_id, sent_at desc, invite_id desc);
create index invites_agency_creator on invites (agency_id, creator_id);
create index invites_open on invites (expires_at) where state = 'sent';
create unique index invites_one_open on invites (creator_id, agency_id) where state = 'sent';
-- Counted by guarded upserts, so that caps hold exactly under races. seat: a person's id, 'elite', or 'all'.
create table invite_counts (
  agency_id uuid not null,
  on_day date not null,
  seat text not null,
  sent int not null,
  primary key (agency_id, on_day, seat)
);
