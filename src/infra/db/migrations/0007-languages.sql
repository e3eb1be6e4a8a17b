-- The language that a person chose; null: what the browser asks for.
alter table people add column locale text;
