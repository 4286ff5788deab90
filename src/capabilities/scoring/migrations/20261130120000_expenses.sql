-- Up Migration
-- What a customer cost beside calls and meetings, as it was entered by hand or by another system.
create table expense (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('ticket', 'dunning_letter', 'returned_debit', 'discount')),
  contact_id uuid,
  company_id uuid,
  happened_on date not null,
  -- Null: by the rate of its kind.
  amount_cents bigint check (amount_cents >= 0),
  -- Of a ticket: null while it is open.
  closed_on date,
  note text,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Hidden everywhere, and can be brought back.
  removed_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, company_id) references company (workspace_id, id) on delete cascade,
  check ((contact_id is null) <> (company_id is null)),
  check (kind <> 'discount' or amount_cents is not null),
  check (closed_on is null or (kind = 'ticket' and closed_on >= happened_on))
);
call protect_table('expense', 'exists (select 1 from contact c where c.workspace_id = expense.workspace_id and c.id = expense.contact_id)
  or exists (select 1 from company c where c.workspace_id = expense.workspace_id and c.id = expense.company_id)');
create index expense_contact on expense (workspace_id, contact_id, happened_on) where contact_id is not null;
create index expense_company on expense (workspace_id, company_id, happened_on) where company_id is not null;

grant select, insert, update, delete on expense to klinke_app;

-- Of the last twelve months, as the time of calls and meetings; the next night fills it in.
alter table customer_value
  add column tickets integer not null default 0,
  add column dunning_letters integer not null default 0,
  add column returned_debits integer not null default 0,
  add column discount_cents bigint not null default 0;
alter table class_policy
  add column ticket_cents integer not null default 2000 check (ticket_cents >= 0),
  add column dunning_letter_cents integer not null default 500 check (dunning_letter_cents >= 0),
  add column returned_debit_cents integer not null default 800 check (returned_debit_cents >= 0);
