-- Whom a seat was shown on a day (UTC), each creator once, and how many that is: so that nobody copies the directory.
create table discovery_budgets (
  agency_id uuid not null,
  person_id uuid not null,
  on_day date not null,
  sort text not null check (sort in ('listed', 'opened')),
  used int not null,
  -- what the rule allowed when the seat's day began
  most int not null,
  -- null: nothing was refused
  met_at timestamptz,
  primary key (agency_id, person_id, on_day, sort),
  -- Two pages at the same instant cannot both have the last places.
  constraint discovery_budgets_most check (used <= most)
);
create index discovery_budgets_day on discovery_budgets (on_day);

create table discovery_shown (
  agency_id uuid not null,
  person_id uuid not null,
  on_day date not null,
  sort text not null,
  creator_id uuid not null,
  primary key (agency_id, person_id, on_day, sort, creator_id)
);
