-- Up Migration
-- What a user leaves on mailboxes, in their own voice: 16 bit at 8 kHz, as it is heard at the other end. One each; a new one takes its place.
create table greeting (
  workspace_id uuid not null,
  user_id uuid not null,
  samples bytea not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, user_id)
);
call protect_table('greeting');
grant select, insert, update, delete on greeting to klinke_app;
