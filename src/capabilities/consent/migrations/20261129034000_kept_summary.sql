-- Up Migration
-- The overview of a large workspace, counted in the background: to count a million people takes seconds.
create table consent_summary (
  workspace_id uuid not null,
  channel text not null,
  summary jsonb not null,
  counted_at timestamptz(3) not null,
  primary key (workspace_id, channel)
);
call protect_table('consent_summary');
grant select, insert, update, delete on consent_summary to klinke_app;
