-- Up Migration
-- An objection that was heard in a call: its card was opened, to see what to say.
create table script_objection (
  workspace_id uuid not null,
  run_id uuid not null,
  -- Key of the card in the version that is read, and its words there.
  card text not null,
  title text not null,
  call_id uuid not null,
  contact_id uuid not null,
  heard_at timestamptz not null,
  primary key (workspace_id, run_id, card),
  foreign key (workspace_id, run_id) references script_run (workspace_id, id) on delete cascade,
  foreign key (workspace_id, call_id) references call (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
call protect_table('script_objection', 'exists (select 1 from contact c where c.workspace_id = script_objection.workspace_id and c.id = script_objection.contact_id)');
create index script_objection_contact on script_objection (workspace_id, contact_id, heard_at);
create index script_objection_call on script_objection (workspace_id, call_id);

grant select, insert, delete on script_objection to klinke_app;
