-- Up Migration
create table forecast_snapshot (
  workspace_id uuid not null,
  -- A user, or the workspace itself: the whole team.
  scope_id uuid not null,
  taken_on date not null,
  computed_at timestamptz not null,
  currency text not null,
  open_deals integer not null,
  won_deals integer not null,
  periods jsonb not null,
  fan jsonb not null,
  primary key (workspace_id, scope_id, taken_on)
);
call protect_table('forecast_snapshot', 'scope_id = nullif(current_setting(''app.sees'', true), '''')::uuid');

-- At most two thousand a workspace: those that carry what is expected.
create table forecast_deal (
  workspace_id uuid not null,
  deal_id uuid not null,
  worth_cents bigint not null,
  chances real[] not null,
  primary key (workspace_id, deal_id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id) on delete cascade
);
call protect_table('forecast_deal', 'exists (select 1 from deal d where d.workspace_id = forecast_deal.workspace_id and d.id = forecast_deal.deal_id)');
-- What is usual for won deals, as last learned; one row a workspace.
create table deal_norm (
  workspace_id uuid not null,
  computed_at timestamptz not null,
  won_deals integer not null,
  age_days integer,
  stage_days jsonb not null,
  primary key (workspace_id)
);
call protect_table('deal_norm');
grant select, insert, update, delete on forecast_snapshot, forecast_deal, deal_norm to klinke_app;
