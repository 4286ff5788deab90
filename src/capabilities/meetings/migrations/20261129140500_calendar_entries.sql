-- Up Migration
-- Since when the meetings of its user are written into it; into one of their calendars at most.
alter table calendar add column writing_since timestamptz;
create unique index calendar_writing on calendar (workspace_id, user_id) where writing_since is not null;

-- A meeting as it was written into a host's calendar, in the server's version of it.
create table calendar_entry (
  workspace_id uuid not null,
  meeting_id uuid not null,
  calendar_id uuid not null,
  etag text,
  written_at timestamptz not null,
  primary key (workspace_id, meeting_id, calendar_id),
  foreign key (workspace_id, calendar_id) references calendar (workspace_id, id) on delete cascade
);
call protect_table('calendar_entry');
create index calendar_entry_calendar on calendar_entry (workspace_id, calendar_id);

grant select, insert, update, delete on calendar_entry to klinke_app;
