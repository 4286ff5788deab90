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

-- For the command line on the machine itself: which workspaces there are. Whoever owns the database may ask, the application may not.
create function workspace_names() returns table (workspace_id uuid, name text) language plpgsql stable security definer set search_path = public as $$
begin
  return query select w.workspace_id, w.name from workspace w order by w.created_at;
end $$;
alter function workspace_names() owner to klinke_definer;
create policy command_line on workspace for select to klinke_definer using (true);
grant select on workspace to klinke_definer;
revoke all on function workspace_names() from public;
grant execute on function workspace_names() to current_user;
