-- Up Migration
create table export (
  workspace_id uuid not null,
  id uuid not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  file_id uuid,
  rows_written integer not null default 0,
  error text,
  created_by uuid not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id)
);
call protect_table('export');
grant select, insert, update, delete on export to klinke_app;
