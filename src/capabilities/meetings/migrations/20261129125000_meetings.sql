-- Up Migration
create table meeting (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  deal_id uuid,
  title text not null,
  way text not null check (way in ('video', 'phone', 'place', 'link')),
  -- The address of a place, or the link into somebody else's room.
  location text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null check (state in ('planned', 'held', 'no_show', 'cancelled')),
  -- Who planned it: one of us by hand, or the person themselves on a booking page.
  source text not null check (source in ('hand', 'booking')),
  -- Since when it is no longer planned, and who said so; no user: the person themselves.
  settled_at timestamptz,
  settled_by uuid,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deal (workspace_id, id),
  -- What overlaps a span is looked for among those that began less than a day before it.
  check (ends_at > starts_at and ends_at <= starts_at + interval '1 day'),
  check ((way in ('place', 'link')) = (location is not null)),
  check ((state = 'planned') = (settled_at is null))
);

create table meeting_host (
  workspace_id uuid not null,
  meeting_id uuid not null,
  user_id uuid not null,
  primary key (workspace_id, meeting_id, user_id),
  foreign key (workspace_id, meeting_id) references meeting (workspace_id, id) on delete cascade
);
create index meeting_host_user on meeting_host (workspace_id, user_id, meeting_id);

-- Whoever is a host sees their meeting, whosever the person is.
call protect_table('meeting', 'exists (select 1 from contact c where c.workspace_id = meeting.workspace_id and c.id = meeting.contact_id)
  or exists (select 1 from meeting_host h where h.workspace_id = meeting.workspace_id and h.meeting_id = meeting.id
    and h.user_id = nullif(current_setting(''app.sees'', true), '''')::uuid)');
call protect_table('meeting_host');
create index meeting_starts on meeting (workspace_id, starts_at, id);
create index meeting_contact on meeting (workspace_id, contact_id, starts_at, id);
create index meeting_deal on meeting (workspace_id, deal_id, starts_at, id) where deal_id is not null;

grant select, insert, update, delete on meeting, meeting_host to klinke_app;
