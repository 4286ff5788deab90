-- Up Migration
-- When somebody meets people, by the clock where they are. Who has none has the usual hours of an office.
create table host_hours (
  workspace_id uuid not null,
  user_id uuid not null,
  time_zone text not null,
  -- By weekday, Monday is 1: [{"from": "09:00", "to": "17:00"}].
  hours jsonb not null,
  -- Days on which others hold, or none: [{"on": "2026-12-24", "spans": []}].
  exceptions jsonb not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace_id, user_id)
);
call protect_table('host_hours');

-- A public page on which people take a time for themselves.
create table booking_page (
  workspace_id uuid not null,
  id uuid not null,
  -- What nobody can guess of its address.
  key bytea not null check (length(key) = 16),
  title text not null,
  intro text,
  privacy_url text not null,
  way text not null check (way in ('video', 'phone', 'place', 'link')),
  location text,
  minutes integer not null check (minutes between 5 and 480),
  step_minutes integer not null check (step_minutes between 5 and 480),
  before_minutes integer not null check (before_minutes between 0 and 480),
  after_minutes integer not null check (after_minutes between 0 and 480),
  notice_minutes integer not null check (notice_minutes between 0 and 43200),
  horizon_days integer not null check (horizon_days between 1 and 365),
  most_per_day integer check (most_per_day between 1 and 100),
  -- Whether one of the hosts is enough, or all are there.
  assignment text not null check (assignment in ('any', 'all')),
  -- What else is asked: [{"label": "…", "required": true}].
  questions jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid,
  version integer not null default 1,
  primary key (workspace_id, id),
  check ((way in ('place', 'link')) = (location is not null))
);
call protect_table('booking_page');
create unique index booking_page_key on booking_page (workspace_id, key);

create table booking_page_host (
  workspace_id uuid not null,
  page_id uuid not null,
  user_id uuid not null,
  primary key (workspace_id, page_id, user_id),
  foreign key (workspace_id, page_id) references booking_page (workspace_id, id) on delete cascade
);
call protect_table('booking_page_host');

-- What somebody told when they took a time.
create table booking (
  workspace_id uuid not null,
  meeting_id uuid not null,
  page_id uuid not null,
  -- Of the form that was sent: sent twice, it is one booking.
  form_id uuid not null,
  email text not null,
  answers jsonb not null,
  locale text not null check (locale in ('de', 'en')),
  time_zone text not null,
  -- Over whose line it came, against floods.
  network text not null,
  booked_at timestamptz not null,
  primary key (workspace_id, meeting_id),
  foreign key (workspace_id, meeting_id) references meeting (workspace_id, id) on delete cascade,
  foreign key (workspace_id, page_id) references booking_page (workspace_id, id)
);
call protect_table('booking', 'exists (select 1 from meeting m where m.workspace_id = booking.workspace_id and m.id = booking.meeting_id)');
create unique index booking_form on booking (workspace_id, form_id);
create index booking_by_page on booking (workspace_id, page_id, booked_at);
create index booking_network on booking (workspace_id, network, booked_at);
create index booking_email on booking (workspace_id, email, booked_at);

grant select, insert, update, delete on host_hours, booking_page, booking_page_host, booking to klinke_app;
