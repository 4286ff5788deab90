-- Up Migration
-- Groups computed from customers won or lost: one row for each time somebody had them computed.
create table avatar_run (
  workspace_id uuid not null,
  id uuid not null,
  outcome text not null check (outcome in ('won', 'lost')),
  fields text[] not null,
  seed integer not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  finished_at timestamptz,
  -- Why there are no groups.
  problem text check (problem in ('too_few', 'nothing_apart', 'failed')),
  customers integer,
  -- Customers left out because they object to profiling.
  objectors integer,
  silhouette double precision,
  stability double precision,
  separation text check (separation in ('strong', 'weak')),
  -- Fields that tell nobody apart.
  left_out text[] not null default '{}',
  -- What it takes to tell how well a lead fits each group, in the order of the avatars' places; null: no field that is known of leads.
  fit jsonb,
  primary key (workspace_id, id)
);
call protect_table('avatar_run');
create unique index avatar_run_going on avatar_run (workspace_id, outcome) where finished_at is null;
create index avatar_run_latest on avatar_run (workspace_id, outcome, asked_at, id);

-- A kind of customer: what was computed, and what people have drawn. It goes on from run to run while its customers do.
create table avatar (
  workspace_id uuid not null,
  id uuid not null,
  outcome text not null check (outcome in ('won', 'lost')),
  -- The run its numbers come from, and its group there; null: the latest run has no group like it.
  run_id uuid,
  place integer,
  size integer not null default 0,
  findings jsonb not null default '[]',
  figures jsonb not null default '{}',
  name text,
  story text,
  words text,
  found_at text,
  objections text,
  channel text,
  product text,
  picture_id uuid,
  drawn_by uuid,
  drawn_at timestamptz,
  -- What the computed numbers said when somebody last drew or looked through it.
  seen_findings jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, run_id) references avatar_run (workspace_id, id),
  foreign key (workspace_id, picture_id) references file (workspace_id, id),
  check ((run_id is null) = (place is null)),
  check ((drawn_by is null) = (drawn_at is null))
);
call protect_table('avatar');
create index avatar_run_of on avatar (workspace_id, run_id, place);
create index avatar_picture on avatar (workspace_id, picture_id) where picture_id is not null;

-- Which customers it was computed from.
create table avatar_member (
  workspace_id uuid not null,
  avatar_id uuid not null,
  contact_id uuid not null,
  primary key (workspace_id, avatar_id, contact_id),
  foreign key (workspace_id, avatar_id) references avatar (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
call protect_table('avatar_member', 'exists (select 1 from contact c where c.workspace_id = avatar_member.workspace_id and c.id = avatar_member.contact_id)');
create index avatar_member_contact on avatar_member (workspace_id, contact_id);

-- How well a person fits the two avatars closest to them, and why.
create table avatar_fit (
  workspace_id uuid not null,
  contact_id uuid not null,
  rank smallint not null check (rank in (1, 2)),
  avatar_id uuid not null,
  percent smallint not null check (percent between 0 and 100),
  reasons jsonb not null,
  computed_at timestamptz not null,
  primary key (workspace_id, contact_id, rank),
  foreign key (workspace_id, avatar_id) references avatar (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
call protect_table('avatar_fit', 'exists (select 1 from contact c where c.workspace_id = avatar_fit.workspace_id and c.id = avatar_fit.contact_id)');
create index avatar_fit_best on avatar_fit (workspace_id, avatar_id, percent, contact_id);

grant select, insert, update, delete on avatar_run, avatar, avatar_member, avatar_fit to klinke_app;
