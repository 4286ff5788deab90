-- Up Migration
-- A workspace's account where meetings by video take place elsewhere.
create table meeting_provider (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('zoom', 'meet', 'teams', 'jitsi', 'livekit')),
  name text not null,
  settings jsonb not null,
  -- Since when meetings by video take place there unless somebody says otherwise; at one of them at most.
  usual_since timestamptz,
  -- The latest message that can't have come from there, and why.
  refused_at timestamptz,
  refusal text,
  -- No new meetings there; those that stand go on.
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace_id, id),
  check (usual_since is null or archived_at is null)
);
call protect_table('meeting_provider');
create unique index meeting_provider_name on meeting_provider (workspace_id, lower(name)) where archived_at is null;
create unique index meeting_provider_usual on meeting_provider (workspace_id) where usual_since is not null;

-- What opens it, sealed; apart, so that no list can carry it.
create table meeting_provider_secret (
  workspace_id uuid not null,
  provider_id uuid not null,
  sealed bytea not null,
  primary key (workspace_id, provider_id),
  foreign key (workspace_id, provider_id) references meeting_provider (workspace_id, id) on delete cascade
);
call protect_table('meeting_provider_secret');

-- Null: our own room, or no video.
alter table meeting add column provider_id uuid;
alter table meeting add foreign key (workspace_id, provider_id) references meeting_provider (workspace_id, id);
alter table meeting add constraint meeting_provider_video check (provider_id is null or way = 'video');
create index meeting_provider_id on meeting (workspace_id, provider_id) where provider_id is not null;

-- What meetings of the page take: as the workspace usually does, our own room, or the provider with this id.
alter table booking_page add column video_at text not null default 'usual' check (video_at in ('usual', 'own') or video_at ~ '^[0-9a-f-]{36}$');

-- A meeting as it stands at a provider.
create table provider_meeting (
  workspace_id uuid not null,
  meeting_id uuid not null,
  provider_id uuid not null,
  -- In whose account; it stays there, whoever hosts it later.
  organizer text not null,
  -- Since when it may have been made: written before anybody is asked, so that nobody makes a second.
  asked_at timestamptz,
  external_id text,
  join_url text,
  made_at timestamptz,
  -- The version of our meeting that stands there.
  written_version integer,
  problem text,
  problem_since timestamptz,
  tries integer not null default 0,
  -- Since when it is to be there.
  wanted_at timestamptz not null,
  -- Since when it takes place in our own room instead.
  gave_up_at timestamptz,
  -- Since when its people think so, though it is tried once more.
  told_own_at timestamptz,
  primary key (workspace_id, meeting_id, provider_id),
  foreign key (workspace_id, meeting_id) references meeting (workspace_id, id) on delete cascade,
  foreign key (workspace_id, provider_id) references meeting_provider (workspace_id, id),
  check ((problem is null) = (problem_since is null)),
  check ((made_at is null) = (external_id is null))
);
call protect_table('provider_meeting', 'exists (select 1 from meeting m where m.workspace_id = provider_meeting.workspace_id and m.id = provider_meeting.meeting_id)');
create index provider_meeting_provider on provider_meeting (workspace_id, provider_id, external_id);

-- What a provider told of a meeting, once each.
create table provider_event (
  workspace_id uuid not null,
  provider_id uuid not null,
  dedupe_key text not null,
  external_id text not null,
  type text not null check (type in ('host_came', 'guest_came', 'ended')),
  at timestamptz not null,
  received_at timestamptz not null,
  primary key (workspace_id, provider_id, dedupe_key),
  foreign key (workspace_id, provider_id) references meeting_provider (workspace_id, id) on delete cascade
);
call protect_table('provider_event');
create index provider_event_meeting on provider_event (workspace_id, provider_id, external_id, at);

grant select, insert, update, delete on meeting_provider to klinke_app;
grant select, insert, update, delete on meeting_provider_secret to klinke_app;
grant select, insert, update, delete on provider_meeting to klinke_app;
grant select, insert, delete on provider_event to klinke_app;
