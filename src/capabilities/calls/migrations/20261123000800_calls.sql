-- Up Migration
create table disposition (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  -- What it means to the machine, whatever the team calls it.
  meaning text not null check (meaning in
    ('connected', 'no_answer', 'busy', 'voicemail', 'callback', 'appointment', 'refused', 'wrong_number', 'objected')),
  -- The next step it suggests, so many days later; null: none.
  next_kind text check (next_kind in ('call', 'meeting', 'message', 'task')),
  next_after_days integer check (next_after_days between 0 and 365),
  position integer not null,
  archived_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, id),
  check ((next_kind is null) = (next_after_days is null))
);
call protect_table('disposition');
create unique index disposition_name on disposition (workspace_id, lower(name)) where archived_at is null;

create table call (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  deal_id uuid,
  user_id uuid not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  number text,
  -- Which answer of the gate allowed an outgoing call, as it was given then. Null: incoming, or history of another system.
  permit jsonb,
  started_at timestamptz not null,
  ended_at timestamptz,
  duration_seconds integer check (duration_seconds >= 0),
  -- Null while nobody has said how it ended.
  disposition_id uuid,
  note text,
  -- Off the record, but not gone: it may be restored, and an outgoing call stays evidence.
  removed_at timestamptz,
  removed_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deal (workspace_id, id),
  foreign key (workspace_id, disposition_id) references disposition (workspace_id, id)
);
call protect_table('call', 'exists (select 1 from contact c where c.workspace_id = call.workspace_id and c.id = call.contact_id)');
create index call_contact on call (workspace_id, contact_id, started_at desc, id desc);
create index call_deal on call (workspace_id, deal_id, started_at desc, id desc) where deal_id is not null;
create index call_user on call (workspace_id, user_id, started_at desc, id desc);
create index call_started on call (workspace_id, started_at desc, id desc);
create index call_unfinished on call (workspace_id, user_id, started_at desc) where disposition_id is null and removed_at is null;

grant select, insert, update, delete on disposition, call to klinke_app;
