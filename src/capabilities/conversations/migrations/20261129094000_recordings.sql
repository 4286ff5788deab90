-- Up Migration
-- Whether this workspace records at all, and for how long it keeps what it has recorded. No row: it does not.
create table recording_policy (
  workspace_id uuid primary key,
  switched_on_at timestamptz,
  keep_days integer not null check (keep_days between 1 and 3650),
  changed_by uuid not null,
  changed_at timestamptz not null
);
call protect_table('recording_policy');

create table recording (
  workspace_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  contact_id uuid not null,
  -- Whose voice it is at our end.
  user_id uuid not null,
  -- The words it lives on: of the person, and of the user.
  entry_id uuid not null,
  agreement_id uuid not null,
  started_at timestamptz not null,
  stopped_at timestamptz,
  -- From then on it takes no more parts.
  sealed_at timestamptz,
  -- Its sound lies in the file store.
  kept_at timestamptz,
  heard_at timestamptz not null,
  deleted_at timestamptz,
  deleted_because text check (deleted_because in ('withdrawn', 'user_withdrew', 'retention', 'by_hand')),
  -- What its sound is encrypted with, itself sealed. Without it nobody can listen, whatever still lies on a disk.
  key bytea,
  primary key (workspace_id, id),
  foreign key (workspace_id, call_id) references call (workspace_id, id) on delete cascade,
  check ((deleted_at is null) = (deleted_because is null)),
  check (deleted_at is null or key is null)
);
call protect_table('recording', 'exists (select 1 from call c where c.workspace_id = recording.workspace_id and c.id = recording.call_id)');
-- A call has one recording at a time.
create unique index recording_running on recording (workspace_id, call_id) where stopped_at is null and deleted_at is null;
create index recording_call on recording (workspace_id, call_id, started_at);
create index recording_contact on recording (workspace_id, contact_id) where deleted_at is null;
create index recording_user on recording (workspace_id, user_id) where deleted_at is null;
create index recording_age on recording (workspace_id, started_at) where deleted_at is null;

-- A stretch without a pause, on a permit of its own. Between two of them nothing was recorded.
create table recording_segment (
  workspace_id uuid not null,
  recording_id uuid not null,
  number integer not null check (number > 0),
  permit_id uuid not null,
  media_type text not null,
  opened_at timestamptz not null,
  -- Null until all of it has arrived.
  duration_ms integer check (duration_ms >= 0),
  primary key (workspace_id, recording_id, number),
  foreign key (workspace_id, recording_id) references recording (workspace_id, id) on delete cascade
);
call protect_table('recording_segment', 'exists (select 1 from recording r where r.workspace_id = recording_segment.workspace_id and r.id = recording_segment.recording_id)');

create table recording_track (
  workspace_id uuid not null,
  recording_id uuid not null,
  segment integer not null,
  party text not null check (party in ('user', 'contact')),
  bytes integer not null check (bytes >= 0),
  -- Of the encrypted file.
  sha256 bytea,
  primary key (workspace_id, recording_id, segment, party),
  foreign key (workspace_id, recording_id, segment) references recording_segment (workspace_id, recording_id, number) on delete cascade
);
call protect_table('recording_track', 'exists (select 1 from recording r where r.workspace_id = recording_track.workspace_id and r.id = recording_track.recording_id)');

-- What has arrived of a track so far: here and not in a file, so that a part is there or not, whoever dies when, and goes with its recording.
create table recording_part (
  workspace_id uuid not null,
  recording_id uuid not null,
  segment integer not null,
  party text not null,
  at_byte integer not null check (at_byte >= 0),
  content bytea not null,
  primary key (workspace_id, recording_id, segment, party, at_byte),
  foreign key (workspace_id, recording_id, segment, party) references recording_track (workspace_id, recording_id, segment, party) on delete cascade
);
call protect_table('recording_part', 'exists (select 1 from recording r where r.workspace_id = recording_part.workspace_id and r.id = recording_part.recording_id)');
-- Opus does not get any smaller.
alter table recording_part alter column content set storage external;

-- That somebody opened a recording to listen; no byte of it leaves without one.
create table recording_listening (
  workspace_id uuid not null,
  id uuid not null,
  recording_id uuid not null,
  user_id uuid not null,
  opened_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, recording_id) references recording (workspace_id, id) on delete cascade
);
call protect_table('recording_listening', 'exists (select 1 from recording r where r.workspace_id = recording_listening.workspace_id and r.id = recording_listening.recording_id)');

grant select, insert, update on recording_policy, recording, recording_segment, recording_track to klinke_app;
grant select, insert, delete on recording_part to klinke_app;
grant select, insert on recording_listening to klinke_app;
