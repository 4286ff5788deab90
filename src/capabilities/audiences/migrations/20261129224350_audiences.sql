-- Up Migration
-- A target group: filters of the list of people, and a kind of customer they are to be like.
create table audience (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  filters jsonb not null,
  avatar_id uuid,
  -- How well they fit at least, in percent.
  least_percent smallint check (least_percent between 0 and 100),
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Hidden, and can be brought back.
  removed_at timestamptz,
  version integer not null default 1,
  -- How many they are, whom the gate lets call and mail, and what they may be worth: counted in the background.
  counted jsonb,
  counted_at timestamptz,
  counted_version integer,
  primary key (workspace_id, id),
  foreign key (workspace_id, avatar_id) references avatar (workspace_id, id),
  check ((avatar_id is null) = (least_percent is null)),
  check ((counted is null) = (counted_at is null))
);
call protect_table('audience');
create index audience_avatar on audience (workspace_id, avatar_id) where avatar_id is not null;

grant select, insert, update, delete on audience to klinke_app;
