-- Up Migration
-- What contracts go on bringing counts in the value of a customer; the next night fills it in.
alter table customer_value
  add column contracts integer not null default 0,
  add column contract_cents bigint not null default 0,
  add column contract_since date;
alter table class_run
  add column contracts integer not null default 0,
  add column contracts_left integer not null default 0;
