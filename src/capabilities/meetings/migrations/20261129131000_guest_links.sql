-- Up Migration
-- How a guest comes into the room of a meeting, without an account. The link itself is kept nowhere: its secret follows from the id and the key of the data folder.
create table meeting_guest_link (
  workspace_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  secret_hash bytea not null check (length(secret_hash) = 32),
  made_by uuid,
  made_at timestamptz not null,
  revoked_by uuid,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, secret_hash),
  foreign key (workspace_id, meeting_id) references meeting (workspace_id, id) on delete cascade
);
call protect_table('meeting_guest_link', 'exists (select 1 from meeting m where m.workspace_id = meeting_guest_link.workspace_id and m.id = meeting_guest_link.meeting_id)');
-- One that works for each meeting.
create unique index meeting_guest_link_standing on meeting_guest_link (workspace_id, meeting_id) where revoked_at is null;

grant select, insert, update, delete on meeting_guest_link to klinke_app;
