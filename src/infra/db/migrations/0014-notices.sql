-- What each person is told. Ids only: names are looked up when it is read, under the reader's rights.
create table notices (
  person_id uuid not null references people (id) on delete cascade,
  notice_id uuid not null,
  name text not null,
  -- the event or the date that it comes from: once for each person, however often the relay or a job comes by
  cause text not null,
  params jsonb not null,
  at timestamptz not null,
  read_at timestamptz,
  -- false: only by e-mail, as this person wishes
  in_app boolean not null,
  primary key (person_id, notice_id),
  unique (person_id, cause)
);
create index notices_list on notices (person_id, at desc, notice_id desc) where in_app;
-- An erasure finds what others were told about her.
create index notices_about on notices ((params ->> 'creatorId')) where params ? 'creatorId';
create index notices_unread on notices (person_id) where in_app and read_at is null;

-- No row: everything on, at once, no quiet hours.
create table notice_settings (
  person_id uuid primary key references people (id) on delete cascade,
  app_off text[] not null,
  mail_off text[] not null,
  -- minutes of the day in the zone; null: no quiet hours
  quiet_from int check (quiet_from between 0 and 1439),
  quiet_to int check (quiet_to between 0 and 1439),
  zone text not null,
  daily boolean not null,
  changed_at timestamptz not null,
  check ((quiet_from is null) = (quiet_to is null))
);

-- Until when each sort of reminder has come by.
create table notice_rounds (name text primary key, reached timestamptz not null);

-- Letters on their way. Neither address nor text: both are read when one is sent.
create table mails (
  mail_id uuid primary key,
  person_id uuid not null references people (id) on delete cascade,
  cause text not null,
  kind text not null check (kind in ('notice', 'digest', 'reset')),
  notice_ids uuid[] not null,
  -- the token of a reset; wiped when the letter has gone or is given up
  secret text,
  state text not null check (state in ('waiting', 'sent', 'moot', 'dead')),
  due_at timestamptz not null,
  attempts int not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  fault text,
  unique (person_id, cause)
);
create index mails_due on mails (due_at) where state = 'waiting';
