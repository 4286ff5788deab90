-- Up Migration
-- What the undoing has taken back so far: {contacts, companies, deals, visits, restored, kept}. Counted in the transactions that take back, so that it is right
-- after kill -9 too.
alter table import add column undo jsonb;

-- What an undone import left where it is, and why.
create table import_kept (
  workspace_id uuid not null,
  import_id uuid not null,
  subject text collate "C" not null check (subject in ('contact', 'company', 'deal')),
  subject_id uuid not null,
  name text not null,
  -- The import made it; otherwise it was there before, and the import had filled it up.
  made boolean not null,
  reason text not null,
  primary key (workspace_id, import_id, subject, subject_id),
  foreign key (workspace_id, import_id) references import (workspace_id, id)
);
call protect_table('import_kept');
grant select, insert, update, delete on import_kept to klinke_app;
