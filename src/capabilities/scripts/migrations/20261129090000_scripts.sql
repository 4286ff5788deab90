-- Up Migration
-- What to say in a call, step by step.
create table script (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  -- For which calls it is meant.
  about text,
  archived_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace_id, id)
);
call protect_table('script');

-- Every wording a script ever had: a call keeps the one it began with.
create table script_version (
  workspace_id uuid not null,
  script_id uuid not null,
  version integer not null,
  name text not null,
  steps jsonb not null,
  cards jsonb not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (workspace_id, script_id, version),
  foreign key (workspace_id, script_id) references script (workspace_id, id) on delete cascade
);
call protect_table('script_version');

-- A script as it was read in one call: how far, and what was answered.
create table script_run (
  workspace_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  contact_id uuid not null,
  script_id uuid not null,
  script_version integer not null,
  user_id uuid not null,
  -- Key of the step it stands at; null: the end.
  step text,
  path jsonb not null,
  begun_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, call_id, script_id),
  foreign key (workspace_id, call_id) references call (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, script_id, script_version) references script_version (workspace_id, script_id, version)
);
call protect_table('script_run', 'exists (select 1 from contact c where c.workspace_id = script_run.workspace_id and c.id = script_run.contact_id)');
create index script_run_contact on script_run (workspace_id, contact_id);
create index script_run_version on script_run (workspace_id, script_id, script_version);

grant select, insert, update, delete on script, script_version, script_run to klinke_app;
