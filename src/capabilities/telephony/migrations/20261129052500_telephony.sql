-- Up Migration
-- A way to and from the telephone network. Whose it is: one user's, or (null) the team's.
create table line (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('pbx', 'sipgate', 'twilio', 'telnyx', 'sip')),
  -- E.164, shown to everyone who is called: § 15 Abs. 2 TDDDG.
  number text not null check (number ~ '^\+[1-9][0-9]{5,14}$'),
  user_id uuid,
  settings jsonb not null,
  -- Counts up for a new webhook address.
  hook_version integer not null default 1,
  -- The latest webhook that was refused, and why.
  refused_at timestamptz,
  refusal text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, id)
);
call protect_table('line');
create unique index line_name on line (workspace_id, lower(name)) where archived_at is null;

-- The password or token at the carrier, sealed; apart, so that no list of lines can carry it.
create table line_secret (
  workspace_id uuid not null,
  line_id uuid not null,
  sealed bytea not null,
  primary key (workspace_id, line_id),
  foreign key (workspace_id, line_id) references line (workspace_id, id)
);
call protect_table('line_secret');

-- What carriers told, as they told it; rows are added, and go when they are old. Told twice is kept once.
create table carrier_event (
  workspace_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  provider text not null,
  -- The carrier's name for the call.
  external_id text not null,
  dedupe_key text not null,
  event jsonb not null,
  raw text not null,
  received_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, line_id) references line (workspace_id, id)
);
call protect_table('carrier_event');
create unique index carrier_event_once on carrier_event (workspace_id, line_id, dedupe_key);
create index carrier_event_received on carrier_event (workspace_id, line_id, received_at desc);

grant select, insert, update on line to klinke_app;
grant select, insert, update, delete on line_secret to klinke_app;
grant select, insert, delete on carrier_event to klinke_app;
