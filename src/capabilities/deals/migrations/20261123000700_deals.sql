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
  -- For the foreign key of a deal: its stage is one of its pipeline.
  unique (workspace_id, pipeline_id, id),
  foreign key (workspace_id, pipeline_id) references pipeline (workspace_id, id)
);
call protect_table('stage');

create table loss_reason (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  position integer not null,
  archived_at timestamptz,
  version integer not null default 1,
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
  -- Undated deals come last, and a page can go on among them. A column, because under row level security an expression cuts no index.
  close_sort date generated always as (coalesce(close_on, date '9999-12-31')) stored,
  owner_id uuid,
  source text,
  note text,
  external_id text,
  won_at timestamptz,
  lost_at timestamptz,
  ended_at timestamptz generated always as (coalesce(won_at, lost_at)) stored,
  ended_by uuid,
  loss_reason_id uuid,
  loss_note text,
  import_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Hidden everywhere, and can be brought back.
  removed_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, company_id) references company (workspace_id, id),
  foreign key (workspace_id, pipeline_id, stage_id) references stage (workspace_id, pipeline_id, id),
  foreign key (workspace_id, loss_reason_id) references loss_reason (workspace_id, id),
  check (won_at is null or lost_at is null)
);
call protect_table('deal', 'owner_id = nullif(current_setting(''app.sees'', true), '''')::uuid');
-- Carries what the head of a board column and the forecast add up: at 300,000 open deals they read this index alone.
create index deal_open on deal (workspace_id, stage_id, stage_since, id) include (pipeline_id, owner_id, value_cents, currency, close_on)
  where won_at is null and lost_at is null and removed_at is null;
create index deal_since on deal (workspace_id, stage_since, id) where won_at is null and lost_at is null and removed_at is null;
create index deal_close on deal (workspace_id, close_sort, id) where won_at is null and lost_at is null and removed_at is null;
create index deal_owner on deal (workspace_id, owner_id, stage_since, id) where won_at is null and lost_at is null and removed_at is null;
create index deal_ended on deal (workspace_id, ended_at, id) where ended_at is not null and removed_at is null;
create index deal_created on deal (workspace_id, created_at, id) where removed_at is null;
create index deal_value on deal (workspace_id, value_cents, id) where removed_at is null;
create index deal_contact on deal (workspace_id, contact_id) where contact_id is not null;
create index deal_company on deal (workspace_id, company_id) where company_id is not null;
create index deal_import on deal (workspace_id, import_id) where import_id is not null;

create table stage_move (
  workspace_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  -- Null: the deal began here.
  from_stage_id uuid,
  to_stage_id uuid not null,
  moved_by uuid,
  moved_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id) on delete cascade
);
call protect_table('stage_move', 'exists (select 1 from deal d where d.workspace_id = stage_move.workspace_id and d.id = stage_move.deal_id)');
create index stage_move_deal on stage_move (workspace_id, deal_id, moved_at);

-- An event follows the record it is about, a deal's too: who sees the deal may read its story.
alter policy workspace on event
  using (
    workspace_id = nullif(current_setting('app.workspace', true), '')::uuid
    and (
      nullif(current_setting('app.sees', true), '') is null
      or actor_id = nullif(current_setting('app.sees', true), '')::uuid
      or exists (select 1 from contact c where c.workspace_id = event.workspace_id and c.id = event.contact_id)
      or exists (select 1 from company c where c.workspace_id = event.workspace_id and c.id = event.company_id)
      or exists (select 1 from deal d where d.workspace_id = event.workspace_id and d.id = event.deal_id)
    )
  );
grant select, insert, update, delete on pipeline, stage, loss_reason, deal, stage_move to klinke_app;
