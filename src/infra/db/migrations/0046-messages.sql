-- Whom a creator does not want to hear of. Of each agency it says once that she blocked it.
create table blocks (
  creator_id uuid not null,
  agency_id uuid not null references agencies (agency_id),
  blocked_at timestamptz not null,
  primary key (creator_id, agency_id)
);
create index blocks_agency on blocks (agency_id);

-- An open invitation that a block ended.
alter table invites drop constraint invites_withdrawn_by_check;
alter table invites add constraint invites_withdrawn_by_check check (withdrawn_by in ('agency', 'switch', 'block'));

-- One conversation between a creator and an agency, with how far each side has read.
create table threads (
  creator_id uuid not null,
  agency_id uuid not null references agencies (agency_id),
  -- as she was called when the agency could last see it
  handle text not null,
  platform text not null,
  display_name text not null,
  started_at timestamptz not null,
  last_at timestamptz not null,
  last_seq integer not null check (last_seq > 0),
  creator_read integer not null default 0,
  agency_read integer not null default 0,
  -- what she wrote up to here is no longer shown to the agency: she withdrew, or blocked it
  hidden_upto integer not null default 0,
  primary key (creator_id, agency_id)
);
create index threads_of_creator on threads (creator_id, last_at desc, agency_id);
create index threads_of_agency on threads (agency_id, last_at desc, creator_id);

-- Written once and never changed.
create table messages (
  creator_id uuid not null,
  agency_id uuid not null,
  seq integer not null,
  message_id uuid not null,
  side text not null check (side in ('agency', 'creator')),
  text text not null,
  sent_by uuid references people (id),
  sent_at timestamptz not null,
  primary key (creator_id, agency_id, seq),
  foreign key (creator_id, agency_id) references threads (creator_id, agency_id) on delete cascade
);
create index messages_sender on messages (sent_by) where sent_by is not null;

-- What is sent along. `message_seq` null: it waits for its message.
create table message_files (
  creator_id uuid not null,
  file_id uuid not null,
  agency_id uuid not null,
  message_seq integer,
  side text not null check (side in ('agency', 'creator')),
  kind text check (kind in ('png', 'jpeg', 'webp', 'pdf', 'text')),
  name text not null,
  bytes integer not null check (bytes > 0),
  parts integer not null check (parts > 0),
  -- the whole, once it was looked at and found to be what we take
  content bytea,
  made_by uuid references people (id),
  made_at timestamptz not null,
  primary key (creator_id, file_id),
  check ((content is null) = (kind is null)),
  check (message_seq is null or content is not null)
);
create index message_files_of on message_files (creator_id, agency_id, message_seq);
create index message_files_waiting on message_files (made_at) where message_seq is null;
create index message_files_maker on message_files (made_by) where made_by is not null;
create table message_parts (
  creator_id uuid not null,
  file_id uuid not null,
  agency_id uuid not null,
  n integer not null,
  body bytea not null,
  primary key (creator_id, file_id, n),
  foreign key (creator_id, file_id) references message_files (creator_id, file_id) on delete cascade
);
