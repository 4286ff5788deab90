-- Up Migration
-- A meeting at the person's home or firm: only on an invitation, which the gate has let through.
create table meeting_visit (
  workspace_id uuid not null,
  meeting_id uuid not null,
  permit_id uuid not null,
  invited_at timestamptz not null,
  invited_about text not null,
  -- What proves it: the call, the letter, the mail.
  proof text not null,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  -- What was entered at the door, and when; it may have arrived later.
  said_at timestamptz,
  note text,
  primary key (workspace_id, meeting_id),
  foreign key (workspace_id, meeting_id) references meeting (workspace_id, id) on delete cascade,
  foreign key (workspace_id, permit_id) references contact_permit (workspace_id, id),
  check ((latitude is null) = (longitude is null))
);
call protect_table('meeting_visit', 'exists (select 1 from meeting m where m.workspace_id = meeting_visit.workspace_id and m.id = meeting_visit.meeting_id)');
grant select, insert, update, delete on meeting_visit to klinke_app;
