-- Up Migration
-- A team meeting that is planned: the coming one of a series, or the only one.
create table team_meeting_plan (
  workspace_id uuid not null,
  id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  repeats text not null check (repeats in ('once', 'weekly')),
  -- Which of the series it is: in calendars each stands by itself.
  occurrence integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  cancelled_at timestamptz,
  cancelled_by uuid,
  version integer not null default 1,
  primary key (workspace_id, id),
  check (ends_at > starts_at and ends_at <= starts_at + interval '1 day'),
  check ((cancelled_at is null) = (cancelled_by is null))
);
call protect_table('team_meeting_plan');
create index team_meeting_plan_coming on team_meeting_plan (workspace_id, starts_at) where cancelled_at is null;

create table team_meeting_member (
  workspace_id uuid not null,
  plan_id uuid not null,
  user_id uuid not null,
  primary key (workspace_id, plan_id, user_id),
  foreign key (workspace_id, plan_id) references team_meeting_plan (workspace_id, id) on delete cascade
);
call protect_table('team_meeting_member');

-- What somebody of the team wants to talk about at the next one.
create table team_meeting_proposal (
  workspace_id uuid not null,
  id uuid not null,
  -- About a deal, or about what they named.
  deal_id uuid,
  title text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  -- On whose agenda it came.
  meeting_id uuid,
  withdrawn_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id) on delete cascade,
  foreign key (workspace_id, meeting_id) references team_meeting (workspace_id, id) on delete cascade,
  check (meeting_id is null or withdrawn_at is null)
);
-- Whoever sees only their own sees what they proposed themselves.
call protect_table('team_meeting_proposal', 'proposed_by = nullif(current_setting(''app.sees'', true), '''')::uuid');
create index team_meeting_proposal_open on team_meeting_proposal (workspace_id, proposed_at) where meeting_id is null and withdrawn_at is null;
create index team_meeting_proposal_deal on team_meeting_proposal (workspace_id, deal_id) where deal_id is not null;
create index team_meeting_proposal_meeting on team_meeting_proposal (workspace_id, meeting_id) where meeting_id is not null;

grant select, insert, update, delete on team_meeting_plan, team_meeting_member, team_meeting_proposal to klinke_app;
