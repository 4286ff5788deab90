-- Up Migration
-- The first four tables are the sign-in library's; they know people, not workspaces. Which columns it wants is checked by a test.
create table "user" (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  locale text not null default 'de',
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create table session (
  id uuid primary key,
  user_id uuid not null references "user" (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  workspace_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index session_of_user on session (user_id);
create table account (
  id uuid primary key,
  user_id uuid not null references "user" (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index account_user on account (user_id);
create table verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_identifier on verification (identifier);

-- Failed sign-ins, counted per account and address; a growing delay, never a lock that a stranger could use to shut someone out.
create table sign_in_failure (
  key bytea primary key,
  failures integer not null,
  last_at timestamptz not null
);

create table membership (
  workspace_id uuid not null,
  user_id uuid not null references "user" (id),
  role text not null check (role in ('owner', 'admin', 'lead', 'member', 'read_only')),
  joined_at timestamptz not null,
  -- Left or removed: the row stays, because records and events name the person.
  ended_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, user_id)
);
call protect_table('membership');

create table role_policy (
  workspace_id uuid not null,
  role text not null check (role in ('lead', 'member', 'read_only')),
  sees_only_own boolean not null,
  primary key (workspace_id, role)
);
call protect_table('role_policy');

create table invitation (
  workspace_id uuid not null,
  id uuid not null,
  email text not null,
  role text not null,
  token_hash bytea not null,
  invited_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);
call protect_table('invitation');

create table api_key (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  user_id uuid not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);
call protect_table('api_key');

-- After sign-in we know the person but not yet the workspace: the one place where memberships are read across workspaces.
create function memberships_of(person uuid) returns table (workspace_id uuid, role text) language plpgsql stable security definer set search_path = public as $$
begin
  return query select m.workspace_id, m.role from membership m where m.user_id = person and m.ended_at is null order by m.joined_at;
end $$;
alter function memberships_of(uuid) owner to klinke_definer;
create policy sign_in on membership for select to klinke_definer using (true);
grant select on membership to klinke_definer;
revoke all on function memberships_of(uuid) from public;
grant execute on function memberships_of(uuid) to klinke_app;
create index membership_user on membership (user_id);

grant select, insert, update, delete on "user", session, account, verification, sign_in_failure to klinke_app;
grant select, insert, update on membership, invitation, api_key to klinke_app;
grant select, insert, update, delete on role_policy to klinke_app;
