-- Up Migration
-- An agreement that runs: what it brings a month, how long it binds, and how it ends.
create table contract (
  workspace_id uuid not null,
  id uuid not null,
  title text not null,
  contact_id uuid,
  company_id uuid,
  -- The deal it came of.
  deal_id uuid,
  monthly_cents bigint not null check (monthly_cents >= 0),
  currency text not null,
  starts_on date not null,
  -- 0: from the first day on it ends with notice alone.
  term_months integer not null check (term_months between 0 and 240),
  notice_months integer not null check (notice_months between 0 and 24),
  after_term text not null check (after_term in ('open', 'renews', 'ends')),
  renewal_months integer check (renewal_months between 1 and 120),
  -- The day on which notice came, the last day of the contract, and whose wish it was.
  notice_on date,
  ends_on date,
  end_reason text check (end_reason in ('customer', 'withdrawn', 'agreed', 'us')),
  note text,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Hidden everywhere, and can be brought back.
  removed_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, company_id) references company (workspace_id, id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id),
  check (contact_id is not null or company_id is not null),
  check ((after_term = 'renews') = (renewal_months is not null)),
  check (after_term = 'open' or term_months > 0),
  check (num_nulls(notice_on, ends_on, end_reason) in (0, 3)),
  check (ends_on is null or (ends_on >= starts_on and ends_on >= notice_on))
);
call protect_table('contract', 'exists (select 1 from contact c where c.workspace_id = contract.workspace_id and c.id = contract.contact_id)
  or exists (select 1 from company c where c.workspace_id = contract.workspace_id and c.id = contract.company_id)');
create index contract_contact on contract (workspace_id, contact_id) where contact_id is not null;
create index contract_company on contract (workspace_id, company_id) where company_id is not null;
create index contract_deal on contract (workspace_id, deal_id) where deal_id is not null;

grant select, insert, update, delete on contract to klinke_app;
