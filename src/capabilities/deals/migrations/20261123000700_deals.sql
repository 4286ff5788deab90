-- Up Migration
create table pipeline (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  position integer not null,
  archived_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, id)
);
call protect_table('pipeline');

create table stage (
  workspace_id uuid not null,
  id uuid not null,
  pipeline_id uuid not null,
  name text not null,
  position integer not null,
  -- Chance to win from here, in percent.
  probability smallint not null check (probability between 0 and 100),
  -- Days after which a deal here counts as stuck; null: never.
  max_age_days integer check (max_age_days > 0),
  exit_criterion text,
  archived_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, pipeline_id) references pipeline (workspace_id, id)
);
call protect_table('stage');

create table loss_reason (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  position integer not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
call protect_table('loss_reason');

create table deal (
  workspace_id uuid not null,
  id uuid not null,
  title text not null,
  contact_id uuid,
  company_id uuid,
  pipeline_id uuid not null,
  stage_id uuid not null,
  stage_since timestamptz not null,
  value_cents bigint not null check (value_cents >= 0),
  currency text not null,
  close_on date,
  owner_id uuid,
  source text,
  note text,
  external_id text,
  won_at timestamptz,
  lost_at timestamptz,
  ended_by uuid,
  loss_reason_id uuid,
  loss_note text,
  import_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, company_id) references company (workspace_id, id),
  foreign key (workspace_id, pipeline_id) references pipeline (workspace_id, id),
  foreign key (workspace_id, stage_id) references stage (workspace_id, id),
  foreign key (workspace_id, loss_reason_id) references loss_reason (workspace_id, id),
  check (won_at is null or lost_at is null)
);
call protect_table('deal', 'owner_id = nullif(current_setting(''app.sees'', true), '''')::uuid');
create index deal_open on deal (workspace_id, pipeline_id, stage_id, stage_since, id) where won_at is null and lost_at is null;
create index deal_close on deal (workspace_id, close_on, id) where won_at is null and lost_at is null;
create index deal_won on deal (workspace_id, won_at desc, id) where won_at is not null;
create index deal_created on deal (workspace_id, created_at desc, id desc);
create index deal_contact on deal (workspace_id, contact_id) where contact_id is not null;
create index deal_company on deal (workspace_id, company_id) where company_id is not null;
create index deal_owner on deal (workspace_id, owner_id, stage_since) where won_at is null and lost_at is null;
create index deal_import on deal (workspace_id, import_id) where import_id is not null;

create table stage_move (
  workspace_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  from_stage_id uuid,
  to_stage_id uuid not null,
  moved_by uuid,
  moved_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id) on delete cascade
);
call protect_table('stage_move', 'exists (select 1 from deal d where d.workspace_id = stage_move.workspace_id and d.id = stage_move.deal_id)');
create index stage_move_deal on stage_move (workspace_id, deal_id, moved_at);

grant select, insert, update, delete on pipeline, stage, loss_reason, deal, stage_move to klinke_app;
