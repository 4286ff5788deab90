-- Up Migration
-- People to be called one after the other, as a list of people stood when the first setter began. Those who begin with the same list share it.
create table dialer_list (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  -- Filters and order it was read with; null: people somebody named.
  query jsonb,
  -- Whose sight it was read with; null: all of the workspace.
  only_own_of uuid,
  people integer not null,
  read_at timestamptz not null,
  read_by uuid not null,
  primary key (workspace_id, id)
);
call protect_table('dialer_list', 'only_own_of = nullif(current_setting(''app.sees'', true), '''')::uuid');
create index dialer_list_read on dialer_list (workspace_id, read_at desc);

create table dialer_entry (
  workspace_id uuid not null,
  list_id uuid not null,
  position integer not null,
  contact_id uuid not null,
  purpose text not null default 'advertising',
  request jsonb,
  -- How it went with them in this list; null: not yet their turn.
  settled text check (settled in ('called', 'refused', 'skipped')),
  -- Why the gate refused.
  because text,
  -- Refused for now: their turn comes again.
  again_at timestamptz,
  settled_at timestamptz,
  settled_by uuid,
  primary key (workspace_id, list_id, position),
  unique (workspace_id, list_id, contact_id),
  foreign key (workspace_id, list_id) references dialer_list (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  check ((settled is null) = (settled_at is null)),
  check ((because is not null) = (settled is not distinct from 'refused'))
);
call protect_table('dialer_entry', 'exists (select 1 from contact c where c.workspace_id = dialer_entry.workspace_id and c.id = dialer_entry.contact_id)');
create index dialer_entry_open on dialer_entry (workspace_id, list_id, position) where settled is null or again_at is not null;
create index dialer_entry_contact on dialer_entry (workspace_id, contact_id);

create table dialer_session (
  workspace_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  list_id uuid not null,
  -- Seconds between a result and the next call; null: the setter starts each call.
  pace_seconds integer check (pace_seconds between 1 and 120),
  started_at timestamptz not null,
  paused_at timestamptz,
  ended_at timestamptz,
  -- When the open page last said that it is there.
  seen_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, list_id) references dialer_list (workspace_id, id) on delete cascade
);
call protect_table('dialer_session', 'user_id = nullif(current_setting(''app.sees'', true), '''')::uuid');
create unique index dialer_session_of_user on dialer_session (workspace_id, user_id) where ended_at is null;

-- Who has a person on the line, or is about to: one of the team at a time. Good until `lease_until`, so that a browser that died holds nobody back.
create table call_claim (
  workspace_id uuid not null,
  contact_id uuid not null,
  user_id uuid not null,
  -- The dialer it was made in; null: a call begun elsewhere.
  session_id uuid,
  purpose text not null,
  request jsonb,
  claimed_at timestamptz not null,
  lease_until timestamptz not null,
  primary key (workspace_id, contact_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, session_id) references dialer_session (workspace_id, id) on delete cascade
);
call protect_table('call_claim', 'exists (select 1 from contact c where c.workspace_id = call_claim.workspace_id and c.id = call_claim.contact_id)');
create index call_claim_session on call_claim (workspace_id, session_id) where session_id is not null;

grant select, insert, update, delete on dialer_list, dialer_entry, dialer_session, call_claim to klinke_app;
