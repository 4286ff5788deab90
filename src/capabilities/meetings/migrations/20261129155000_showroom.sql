-- Up Migration
-- How many may come at one time, and what they find there.
alter table booking_page add column seats integer not null default 1 check (seats between 1 and 100);
alter table booking_page add column exhibits jsonb not null default '[]';
