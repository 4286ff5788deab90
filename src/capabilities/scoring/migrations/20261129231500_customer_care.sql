-- Up Migration
-- A C customer is looked after in another way from a day on: what they cost and brought in the twelve months before, and since.
create table customer_care (
  workspace_id uuid not null,
  customer_id uuid not null,
  company_id uuid,
  contact_id uuid,
  way text not null check (way in ('self_service', 'rarer', 'mail_only', 'farewell')),
  -- What they were told, as it was edited.
  letter text not null,
  decided_by uuid not null,
  since timestamptz not null,
  cost_cents_before bigint not null,
  minutes_before integer not null,
  won_cents_before bigint not null,
  cost_cents_since bigint not null,
  minutes_since integer not null,
  won_cents_since bigint not null,
  counted_at timestamptz not null,
  primary key (workspace_id, customer_id),
  foreign key (workspace_id, company_id) references company (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  check ((company_id is null) <> (contact_id is null) and customer_id = coalesce(company_id, contact_id))
);
call protect_table('customer_care', 'exists (select 1 from contact c where c.workspace_id = customer_care.workspace_id and c.id = customer_care.contact_id)
  or exists (select 1 from company c where c.workspace_id = customer_care.workspace_id and c.id = customer_care.company_id)');
create index customer_care_company on customer_care (workspace_id, company_id) where company_id is not null;
create index customer_care_contact on customer_care (workspace_id, contact_id) where contact_id is not null;

grant select, insert, update, delete on customer_care to klinke_app;
