-- Up Migration
create table export (
  workspace_id uuid not null,
  id uuid not null,
  state text not null check (state in ('waiting', 'running', 'cancelling', 'done', 'failed', 'cancelled')),
  -- The archive, once it is whole; null again when it has been taken away.
  file_id uuid,
  rows_total bigint,
  rows_written bigint not null default 0,
  error text,
  created_by uuid not null,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, file_id) references file (workspace_id, id)
);
call protect_table('export');
create index export_created on export (workspace_id, created_at desc, id desc);
grant select, insert, update, delete on export to klinke_app;
