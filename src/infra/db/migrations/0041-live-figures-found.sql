-- What agencies that search may see of her LIVEs, and whether she is with an agency.

-- The part of her record of 28 days that may be shown, kept with her profile. Shares and growth in hundredths of a percent; null: not known.
create table creator_live_figures (
  creator_id uuid primary key references creators (creator_id),
  -- the last of the 28 days (UTC)
  as_on date not null,
  acv bigint,
  live_minutes bigint,
  valid_days bigint,
  diamonds bigint,
  gifter_conversion bigint,
  returning_viewers bigint,
  growth bigint,
  -- hours of the day (UTC) in which she usually is on air
  hours int[] not null
);

-- The end of the last membership; null: there was none.
alter table creators add column agency_until timestamptz;
update creators c set agency_until = m.until from (
  select creator_id, max(coalesce(ends_at, term_ends_at)) as until from memberships group by creator_id) m
where m.creator_id = c.creator_id;

alter table discovery_entries
  add column acv_low bigint, add column acv_high bigint,
  add column live_minutes_low bigint, add column live_minutes_high bigint,
  add column valid_days_low bigint, add column valid_days_high bigint,
  add column diamonds_low bigint, add column diamonds_high bigint,
  add column gifter_conversion_low bigint, add column gifter_conversion_high bigint,
  add column returning_viewers_low bigint, add column returning_viewers_high bigint,
  add column growth_low bigint, add column growth_high bigint,
  add column hours text[] not null default '{}',
  -- 'independent' or 'with_agency'; null: not shown
  add column agency text;
-- Cards of before lack what is new in them.
update discovery_entries set card = card || jsonb_build_object('liveAsOn', null, 'hours', '[]'::jsonb, 'withAgency', null,
  'figures', card -> 'figures' || '{"acv": null, "liveMinutes": null, "validDays": null, "diamonds": null, "gifterConversion": null,
    "returningViewers": null, "growth": null}'::jsonb);
