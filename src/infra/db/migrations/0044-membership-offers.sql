-- From when the terms of a membership hold; until then, after a renewal that she has agreed to, those before.
alter table memberships add column terms_from timestamptz;
update memberships set terms_from = since;
alter table memberships alter column terms_from set not null;
alter table memberships add column terms_before jsonb;
create index memberships_id on memberships (membership_id);

-- What an agency proposes to a member: a further term, or other terms. Nothing holds without her yes.
create table membership_offers (
  creator_id uuid not null,
  offer_id uuid not null,
  membership_id uuid not null,
  agency_id uuid not null references agencies (agency_id),
  kind text not null check (kind in ('renewal', 'change')),
  state text not null check (state in ('open', 'accepted', 'declined', 'withdrawn', 'lapsed')),
  withdrawn_by text check (withdrawn_by in ('agency', 'leaving', 'erasure')),
  terms jsonb not null,
  message text not null,
  -- of a renewal the end of the term before; null: from her yes
  terms_from timestamptz,
  term_ends_at timestamptz not null,
  sent_by uuid references people (id),
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  primary key (creator_id, offer_id),
  foreign key (creator_id, membership_id) references memberships (creator_id, membership_id)
);
create unique index membership_offers_open on membership_offers (creator_id, membership_id) where state = 'open';
create index membership_offers_of on membership_offers (creator_id, membership_id, sent_at desc);
create index membership_offers_agency on membership_offers (agency_id);
create index membership_offers_sender on membership_offers (sent_by) where sent_by is not null;
