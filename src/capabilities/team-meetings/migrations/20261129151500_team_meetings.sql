-- Up Migration
-- The team talks over its pipeline. What it is to talk about is written down when the meeting begins, so that it stays while deals move on.
create table team_meeting (
  workspace_id uuid not null,
  id uuid not null,
  -- The forecast on the morning of this day, and when the meeting began.
  since_on date not null,
  currency text not null,
  forecast_from_cents bigint not null,
  forecast_to_cents bigint not null,
  -- Deals with a reason that found no room on the agenda.
  left_out integer not null,
  begun_by uuid not null,
  begun_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  primary key (workspace_id, id),
  check ((ended_at is null) = (ended_by is null))
);
call protect_table('team_meeting');
create index team_meeting_begun on team_meeting (workspace_id, begun_at, id);
create unique index team_meeting_running on team_meeting (workspace_id, begun_by) where ended_at is null;

create table team_meeting_point (
  workspace_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  position integer not null,
  -- About a deal, about a call, or about what somebody named.
  deal_id uuid,
  call_id uuid,
  title text not null,
  -- Why it is on the agenda, with the figures of that moment.
  reasons jsonb not null,
  discussed_by uuid,
  discussed_at timestamptz,
  decision text,
  decided_by uuid,
  decided_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, meeting_id) references team_meeting (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deal (workspace_id, id) on delete cascade,
  foreign key (workspace_id, call_id) references call (workspace_id, id) on delete cascade,
  check (deal_id is null or call_id is null),
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  check ((discussed_at is null) = (discussed_by is null))
);
-- Whoever sees only their own sees what is about their records, and what they named themselves.
call protect_table('team_meeting_point', 'exists (select 1 from deal d where d.workspace_id = team_meeting_point.workspace_id and d.id = team_meeting_point.deal_id)
  or exists (select 1 from call c where c.workspace_id = team_meeting_point.workspace_id and c.id = team_meeting_point.call_id)
  or deal_id is null and call_id is null and exists (select 1 from team_meeting m where m.workspace_id = team_meeting_point.workspace_id
    and m.id = team_meeting_point.meeting_id and m.begun_by = nullif(current_setting(''app.sees'', true), '''')::uuid)');
create index team_meeting_point_meeting on team_meeting_point (workspace_id, meeting_id, position);
create index team_meeting_point_deal on team_meeting_point (workspace_id, deal_id) where deal_id is not null;
create index team_meeting_point_call on team_meeting_point (workspace_id, call_id) where call_id is not null;

-- Next steps that were agreed on a point.
create table team_meeting_task (
  workspace_id uuid not null,
  point_id uuid not null,
  next_step_id uuid not null,
  primary key (workspace_id, point_id, next_step_id),
  foreign key (workspace_id, point_id) references team_meeting_point (workspace_id, id) on delete cascade,
  foreign key (workspace_id, next_step_id) references next_step (workspace_id, id) on delete cascade
);
call protect_table('team_meeting_task', 'exists (select 1 from next_step s where s.workspace_id = team_meeting_task.workspace_id and s.id = team_meeting_task.next_step_id)');
create index team_meeting_task_step on team_meeting_task (workspace_id, next_step_id);

grant select, insert, update, delete on team_meeting, team_meeting_point, team_meeting_task to klinke_app;
