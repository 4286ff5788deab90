-- Up Migration
-- A user's calendar elsewhere. Of what stands in it we keep when, never what.
create table calendar (
  workspace_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  name text not null,
  kind text not null check (kind in ('feed', 'caldav')),
  -- All of its address that may be shown.
  host text not null,
  user_name text,
  -- Tells two calendars apart without saying where they are.
  fingerprint text not null,
  -- When its busy times were right, and when they were last worked out from all of it.
  read_at timestamptz,
  worked_out_at timestamptz,
  -- What the server calls the version that we know.
  state text,
  -- Why it could not be read the last time, since when, and how often in a row.
  problem text,
  problem_since timestamptz,
  tries integer not null default 0,
  -- Entries that could not be understood.
  skipped integer not null default 0,
  next_read_at timestamptz not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  check ((problem is null) = (problem_since is null))
);
call protect_table('calendar', 'user_id = nullif(current_setting(''app.sees'', true), '''')::uuid');
create unique index calendar_once on calendar (workspace_id, user_id, fingerprint);

-- Its address and password, sealed; apart, so that no list of calendars can carry them.
create table calendar_secret (
  workspace_id uuid not null,
  calendar_id uuid not null,
  sealed bytea not null,
  primary key (workspace_id, calendar_id),
  foreign key (workspace_id, calendar_id) references calendar (workspace_id, id) on delete cascade
);
call protect_table('calendar_secret');

-- Within one calendar they neither overlap nor touch. Everybody may see when somebody is busy: they plan with each other.
create table busy_time (
  workspace_id uuid not null,
  calendar_id uuid not null,
  user_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (workspace_id, calendar_id, starts_at),
  foreign key (workspace_id, calendar_id) references calendar (workspace_id, id) on delete cascade,
  check (ends_at > starts_at)
);
call protect_table('busy_time');
create index busy_time_user on busy_time (workspace_id, user_id, starts_at);

grant select, insert, update, delete on calendar to klinke_app;
grant select, insert, delete on calendar_secret, busy_time to klinke_app;
