-- Up Migration
create table disposition (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  -- What it means to the machine: connected, no_answer, busy, voicemail, wrong_number, callback, appointment, refused (no interest), objected (never call again).
  meaning text not null,
  -- Suggested next step after this many days; null: none.
  next_after_days integer,
  position integer not null,
  archived_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, id)
);
call protect_table('disposition');

create table call (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  deal_id uuid,
  user_id uuid not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  number text,
  -- Which answer of the gate allowed an outgoing call: {basis, norm, at}.
  permit jsonb,
  started_at timestamptz not null,
  ended_at timestamptz,
  duration_seconds integer check (duration_seconds >= 0),
  disposition_id uuid,
  note text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deal (workspace_id, id),
  foreign key (workspace_id, disposition_id) references disposition (workspace_id, id)
);
call protect_table('call', 'exists (select 1 from contact c where c.workspace_id = call.workspace_id and c.id = call.contact_id)');
create index call_contact on call (workspace_id, contact_id, started_at desc);
create index call_user on call (workspace_id, user_id, started_at desc);
create index call_started on call (workspace_id, started_at desc, id desc);

grant select, insert, update, delete on disposition, call to klinke_app;
