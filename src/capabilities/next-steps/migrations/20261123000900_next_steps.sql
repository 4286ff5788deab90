-- Up Migration
create table next_step (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('call', 'meeting', 'message', 'task')),
  title text not null,
  contact_id uuid,
  company_id uuid,
  deal_id uuid,
  owner_id uuid not null,
  -- The day it is due; with a time of day when one was agreed. The instant moves with the workspace's clock, the day does not.
  due_on date not null,
  due_at timestamptz,
  -- True where the customer was told: a promise weighs more than a plan.
  promised boolean not null,
  note text,
  done_at timestamptz,
  done_by uuid,
  dropped_at timestamptz,
  dropped_by uuid,
  -- The call in which it was agreed, and the one that settled it.
  from_call_id uuid,
  done_by_call_id uuid,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, company_id) references company (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deal (workspace_id, id) on delete cascade,
  check (done_at is null or dropped_at is null)
);
call protect_table('next_step', 'owner_id = nullif(current_setting(''app.sees'', true), '''')::uuid');
create index next_step_owner on next_step (workspace_id, owner_id, due_on, id) where done_at is null and dropped_at is null;
create index next_step_due on next_step (workspace_id, due_on, id) where done_at is null and dropped_at is null;
create index next_step_done on next_step (workspace_id, done_by, done_at) where done_at is not null;
create index next_step_contact on next_step (workspace_id, contact_id, due_on, id) where contact_id is not null;
create index next_step_company on next_step (workspace_id, company_id, due_on, id) where company_id is not null;
create index next_step_deal on next_step (workspace_id, deal_id, due_on, id) where deal_id is not null;
create index next_step_from_call on next_step (workspace_id, from_call_id) where from_call_id is not null;
create index next_step_done_by_call on next_step (workspace_id, done_by_call_id) where done_by_call_id is not null;

grant select, insert, update, delete on next_step to klinke_app;
