-- Up Migration
create table forecast_submission (
  workspace_id uuid not null,
  id uuid not null,
  -- A user, or the workspace itself: the whole team.
  scope_id uuid not null,
  period text not null,
  commit_cents bigint not null,
  best_case_cents bigint not null,
  note text,
  submitted_by uuid,
  submitted_at timestamptz not null,
  primary key (workspace_id, id),
  check (best_case_cents >= commit_cents)
);
call protect_table('forecast_submission', 'scope_id = nullif(current_setting(''app.sees'', true), '''')::uuid');
create index forecast_submission_latest on forecast_submission (workspace_id, scope_id, period, submitted_at desc, id desc);

create table quota (
  workspace_id uuid not null,
  scope_id uuid not null,
  month text not null,
  amount_cents bigint not null,
  set_by uuid,
  set_at timestamptz not null,
  primary key (workspace_id, scope_id, month)
);
call protect_table('quota', 'scope_id = nullif(current_setting(''app.sees'', true), '''')::uuid');
grant select, insert, update, delete on forecast_submission, quota to klinke_app;
