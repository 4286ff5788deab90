-- Up Migration
-- Who wants no mails about their own meetings, since when; everybody else gets them.
create table meeting_mails_refused (
  workspace_id uuid not null,
  user_id uuid not null,
  refused_at timestamptz not null,
  primary key (workspace_id, user_id)
);
call protect_table('meeting_mails_refused');

-- To whom of the contact's mailboxes a meeting that was planned by hand is told, as a booking is.
create table meeting_invitation (
  workspace_id uuid not null,
  meeting_id uuid not null,
  email text not null,
  locale text not null check (locale in ('de', 'en')),
  time_zone text not null,
  invited_by uuid not null,
  invited_at timestamptz not null,
  primary key (workspace_id, meeting_id),
  foreign key (workspace_id, meeting_id) references meeting (workspace_id, id) on delete cascade
);
call protect_table('meeting_invitation', 'exists (select 1 from meeting m where m.workspace_id = meeting_invitation.workspace_id and m.id = meeting_invitation.meeting_id)');

grant select, insert, update, delete on meeting_mails_refused, meeting_invitation to klinke_app;
