-- Up Migration
-- The latest check of the workspace's hash chain, or the one that runs; what earlier ones found stands in the event log.
create table audit_check (
  workspace_id uuid not null,
  started_by uuid not null,
  started_at timestamptz(3) not null,
  -- Events seen so far.
  sealed bigint not null,
  finished_at timestamptz(3),
  fault_count integer not null,
  -- The first fifty: [{what, seal?, eventId?}]
  faults jsonb not null,
  -- Why it came to no end.
  error text,
  primary key (workspace_id)
);
call protect_table('audit_check');
grant select, insert, update on audit_check to klinke_app;
