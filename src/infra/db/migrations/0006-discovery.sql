-- Only creators who are open to invitations have a row; a withdrawal deletes it in its own transaction.
create table discovery_entries (
  creator_id uuid primary key references creators (creator_id),
  -- exactly what an agency sees (SeenCreator)
  card jsonb not null,
  consent_event_id uuid not null,
  findable_until timestamptz not null,
  exact boolean not null,
  languages text[] not null,
  country text,
  categories text[] not null,
  platforms text[] not null,
  -- the exact figure twice, or the bounds of its published band (low <= n < high); null: not known
  followers_low bigint, followers_high bigint,
  average_viewers_low bigint, average_viewers_high bigint,
  peak_viewers_low bigint, peak_viewers_high bigint,
  watch_minutes_low bigint, watch_minutes_high bigint,
  stream_minutes_low bigint, stream_minutes_high bigint,
  found_since timestamptz not null
);
create index discovery_entries_languages on discovery_entries using gin (languages);
create index discovery_entries_categories on discovery_entries using gin (categories);
create index discovery_entries_country on discovery_entries (country);
create index discovery_entries_average on discovery_entries (average_viewers_low);
create table discovery_words (
  creator_id uuid not null references discovery_entries (creator_id) on delete cascade,
  word text not null collate "C",
  field text not null check (field in ('handle', 'name', 'tags', 'bio', 'profile')),
  primary key (creator_id, word, field)
);
create index discovery_words_start on discovery_words (word);
create index discovery_words_end on discovery_words (reverse(word) collate "C");
