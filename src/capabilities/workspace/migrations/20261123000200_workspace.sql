-- Up Migration
create table workspace (
  workspace_id uuid not null primary key,
  name text not null,
  time_zone text not null,
  country text not null check (country in ('DE', 'AT', 'CH')),
  -- Bundesland or canton (ISO 3166-2), for the holiday calendar.
  region text not null,
  currency text not null,
  locale text not null check (locale in ('de', 'en')),
  created_at timestamptz not null,
  version integer not null default 1
);
call protect_table('workspace');
grant select, insert, update on workspace to klinke_app;
