-- Up Migration
create table import (
  workspace_id uuid not null,
  id uuid not null,
  file_id uuid not null,
  name text not null,
  -- draft: columns are being mapped. There is no "paused": after a crash it goes on by itself.
  state text not null check (state in ('draft', 'waiting', 'running', 'cancelling', 'done', 'cancelled', 'failed', 'undoing', 'undone')),
  format jsonb not null,
  mapping jsonb not null,
  settings jsonb not null,
  -- {onMatch, source, tags, ownerId}
  options jsonb not null,
  -- Data rows of the file; null while they are being counted.
  rows_total integer,
  rows_read integer not null default 0,
  -- Where to go on after a crash: the first row of the file that is not done yet.
  next_row integer not null default 0,
  created_count integer not null default 0,
  updated_count integer not null default 0,
  skipped_count integer not null default 0,
  failed_count integer not null default 0,
  error text,
  created_by uuid not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, id)
);
call protect_table('import');
create index import_created on import (workspace_id, created_at desc, id desc);

create table import_problem (
  workspace_id uuid not null,
  import_id uuid not null,
  id uuid not null,
  row integer not null,
  col text,
  message text not null,
  -- The row as it stood in the file, so that the error file can be mended and brought again. Null for a warning about a row that came in.
  cells jsonb,
  primary key (workspace_id, import_id, id),
  foreign key (workspace_id, import_id) references import (workspace_id, id)
);
call protect_table('import_problem');

-- What the import changed on records that were there before, for undo. Records it made carry its id themselves.
create table import_change (
  workspace_id uuid not null,
  import_id uuid not null,
  subject text not null,
  subject_id uuid not null,
  before jsonb not null,
  version_after integer not null,
  primary key (workspace_id, import_id, subject, subject_id),
  foreign key (workspace_id, import_id) references import (workspace_id, id)
);
call protect_table('import_change');

-- A ring at the door, from the time before: result as reported and as we understand it.
create table visit (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  visited_at timestamptz not null,
  -- The log gave a day but no time.
  day_only boolean not null,
  result text not null,
  result_raw text,
  visited_by text,
  count integer,
  note text,
  import_id uuid,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
call protect_table('visit', 'exists (select 1 from contact c where c.workspace_id = visit.workspace_id and c.id = visit.contact_id)');
create index visit_contact on visit (workspace_id, contact_id, visited_at desc);
create index visit_import on visit (workspace_id, import_id) where import_id is not null;

grant select, insert, update, delete on import, import_problem, import_change, visit to klinke_app;
