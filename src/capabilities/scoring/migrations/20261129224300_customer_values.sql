-- Up Migration
-- Who bought, or is about to: what they are expected to bring, what they cost, and their class. A customer is a company, or a person who buys for themselves.
create table customer_value (
  workspace_id uuid not null,
  customer_id uuid not null generated always as (coalesce(company_id, contact_id)) stored,
  company_id uuid,
  contact_id uuid,
  -- What was bought until now, in the currency of the workspace.
  wins integer not null check (wins >= 0),
  won_cents bigint not null,
  first_won_on date,
  last_won_on date,
  -- The outlook: purchases expected within the horizon and what they bring, how likely they are a customer still, and what is open by its chance.
  expected_purchases real not null,
  purchase_cents bigint not null,
  alive real,
  open_deals integer not null,
  open_cents bigint not null,
  -- What they cost in the last twelve months.
  calls integer not null,
  call_minutes integer not null,
  meetings integer not null,
  meeting_minutes integer not null,
  visits integer not null,
  cost_cents bigint not null,
  net_cents bigint not null,
  computed_at timestamptz not null,
  -- Null: open, because there is no history yet.
  class text check (class in ('A', 'B', 'C')),
  class_before text check (class_before in ('A', 'B', 'C')),
  class_since timestamptz,
  confirmed_by uuid,
  confirmed_at timestamptz,
  -- A person decided otherwise; it stands until then.
  set_by uuid,
  set_reason text,
  set_until timestamptz,
  primary key (workspace_id, customer_id),
  foreign key (workspace_id, company_id) references company (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  check ((company_id is null) <> (contact_id is null)),
  check ((class is null) = (class_since is null)),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((set_by is null) = (set_until is null) and (set_by is null) = (set_reason is null))
);
call protect_table('customer_value', 'exists (select 1 from contact c where c.workspace_id = customer_value.workspace_id and c.id = customer_value.contact_id)
  or exists (select 1 from company c where c.workspace_id = customer_value.workspace_id and c.id = customer_value.company_id)');
create index customer_value_net on customer_value (workspace_id, net_cents, customer_id);
create index customer_value_class on customer_value (workspace_id, class, net_cents, customer_id);
create index customer_value_cost on customer_value (workspace_id, cost_cents, customer_id);
create index customer_value_queue on customer_value (workspace_id, net_cents, customer_id) where class is not null and confirmed_at is null and set_by is null;
create index customer_value_since on customer_value (workspace_id, class_since) where class_since is not null;
create index customer_value_computed on customer_value (workspace_id, computed_at, customer_id);
create index customer_value_contact on customer_value (workspace_id, contact_id) where contact_id is not null;
create index customer_value_company on customer_value (workspace_id, company_id) where company_id is not null;

-- How values are counted here; without a row, the defaults.
create table class_policy (
  workspace_id uuid not null primary key,
  months integer not null check (months between 6 and 60),
  hour_cents integer not null check (hour_cents >= 0),
  visit_cents integer not null check (visit_cents >= 0),
  basis text not null check (basis in ('shares', 'amounts')),
  share_a integer not null check (share_a between 1 and 98),
  share_b integer not null check (share_b between 1 and 98),
  a_from_cents bigint not null check (a_from_cents > 0),
  b_from_cents bigint not null check (b_from_cents > 0),
  contact_every_days integer not null check (contact_every_days between 7 and 365),
  changed_by uuid not null,
  changed_at timestamptz not null,
  check (share_a + share_b < 100),
  check (b_from_cents <= a_from_cents)
);
call protect_table('class_policy');

-- The latest computation: what it learned from, and where the classes part.
create table class_run (
  workspace_id uuid not null primary key,
  computed_at timestamptz not null,
  months integer not null,
  wins integer not null,
  customers integer not null,
  -- Customers with a history, from whom the borders are told.
  known integer not null,
  repeating integer not null,
  other_currencies integer not null,
  -- Null: too few deals were won for classes.
  a_from_cents bigint,
  b_from_cents bigint,
  -- BG/NBD could not tell who leaves.
  degenerate boolean not null,
  warnings jsonb not null
);
call protect_table('class_run');

grant select, insert, update, delete on customer_value, class_policy, class_run to klinke_app;
