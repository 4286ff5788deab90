-- Up Migration
-- A call as its carrier tells it: on which line, who rang whom, how far it came. The conversation hangs on it once it is known with whom it is.
create table line_call (
  workspace_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  -- The carrier's name for it; null until it has given one.
  external_id text,
  parent_id text,
  direction text not null check (direction in ('inbound', 'outbound')),
  -- The other side's, E.164; null: not shown.
  number text,
  contact_id uuid,
  call_id uuid,
  -- Who of us speaks, as far as known.
  user_id uuid,
  state text not null check (state in ('created', 'ringing', 'answered', 'ended', 'missed', 'failed')),
  rang_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  cause text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, line_id) references line (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, call_id) references call (workspace_id, id) on delete cascade
);
call protect_table('line_call', 'line_call.contact_id is null or exists (select 1 from contact c where c.workspace_id = line_call.workspace_id and c.id = line_call.contact_id)');
create unique index line_call_external on line_call (workspace_id, line_id, external_id) where external_id is not null;
create unique index line_call_call on line_call (workspace_id, call_id) where call_id is not null;
create index line_call_contact on line_call (workspace_id, contact_id) where contact_id is not null;
-- What is going on now is asked whenever a telephone rings.
create index line_call_open on line_call (workspace_id, created_at desc) where ended_at is null;
create index line_call_unnamed on line_call (workspace_id, line_id, number, created_at) where external_id is null;

grant select, insert, update, delete on line_call to klinke_app;
