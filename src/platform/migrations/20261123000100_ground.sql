-- Up Migration
create extension if not exists pg_trgm;

-- Cluster-wide group roles without login; several databases of one server share them harmlessly.
-- klinke_app: what the application may do. klinke_definer: owns the few functions of the allow-list that look past row level security.
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'klinke_app') then
    create role klinke_app nologin nosuperuser nobypassrls noinherit;
  end if;
  if not exists (select 1 from pg_roles where rolname = 'klinke_definer') then
    create role klinke_definer nologin nosuperuser nobypassrls;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another database of the same server was being set up at this very moment
end $$;

revoke create on schema public from public;
grant usage on schema public to klinke_app;
-- `create` because a function can only be given to a role that could have made it.
grant usage, create on schema public to klinke_definer;

-- Puts a table under the two laws of visibility: its workspace, and (for people who see only their own records) its owner.
-- `visible` is the extra condition for the latter.
create procedure protect_table(target regclass, visible text default 'true') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy workspace on %1$s using (workspace_id = nullif(current_setting(''app.workspace'', true), '''')::uuid and (%2$s))
       with check (workspace_id = nullif(current_setting(''app.workspace'', true), '''')::uuid and (%2$s))',
    target,
    case when visible = 'true' then 'true'
         else format('nullif(current_setting(''app.sees'', true), '''') is null or %s', visible) end
  );
end $$;

create table event (
  workspace_id uuid not null,
  id uuid not null,
  type text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'key', 'import', 'system')),
  actor_id uuid,
  contact_id uuid,
  company_id uuid,
  deal_id uuid,
  payload jsonb not null,
  primary key (workspace_id, id)
);
create index event_contact on event (workspace_id, contact_id, occurred_at desc, id desc) where contact_id is not null;
create index event_company on event (workspace_id, company_id, occurred_at desc, id desc) where company_id is not null;
create index event_deal on event (workspace_id, deal_id, occurred_at desc, id desc) where deal_id is not null;

-- What the pump still has to seal and pass on. A queue of its own, because marking five million events would rewrite them.
create table event_outbox (
  workspace_id uuid not null,
  event_id uuid not null,
  primary key (workspace_id, event_id)
);

-- The hash chain, one link for each batch. `event_ids` in the order in which they were hashed: a deleted event leaves its id behind.
create table event_seal (
  workspace_id uuid not null,
  number bigint not null,
  event_ids uuid[] not null,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  primary key (workspace_id, number)
);
call protect_table('event_seal');
call protect_table('event_outbox');

-- One row a process of the job worker; its jobs are freed when the row grows old (the library itself waits four hours).
create table worker_heartbeat (
  worker_id text primary key,
  seen_at timestamptz not null
);

create table idempotency_key (
  workspace_id uuid not null,
  user_id uuid not null,
  key text not null,
  operation text not null,
  request_hash bytea not null,
  status smallint not null,
  response jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, user_id, key)
);
call protect_table('idempotency_key');

create table file (
  workspace_id uuid not null,
  id uuid not null,
  sha256 bytea not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  created_by uuid,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
call protect_table('file');

create table mail (
  workspace_id uuid not null,
  id uuid not null,
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  last_error text,
  primary key (workspace_id, id)
);
call protect_table('mail');
create index mail_created on mail (workspace_id, created_at desc);

-- Which workspaces have news for the pump: the only question ever asked across workspaces.
create function workspaces_with_news() returns setof uuid language plpgsql stable security definer set search_path = public as $$
declare
  found_id uuid;
begin
  -- A loose index scan: a running import puts thousands of rows of one workspace here, and this is asked several times a second.
  select workspace_id into found_id from event_outbox order by workspace_id limit 1;
  while found_id is not null loop
    return next found_id;
    select workspace_id into found_id from event_outbox where workspace_id > found_id order by workspace_id limit 1;
  end loop;
end $$;
alter function workspaces_with_news() owner to klinke_definer;
revoke all on function workspaces_with_news() from public;
grant execute on function workspaces_with_news() to klinke_app;
create policy pump on event_outbox for select to klinke_definer using (true);
grant select on event_outbox to klinke_definer;

-- Puts a job into the queue inside the caller's transaction; the queue's own tables stay out of the application's reach.
create function enqueue_job(task text, payload json, run_at timestamptz, job_key text, max_attempts integer, queue text) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform graphile_worker.add_job(task, payload, queue_name => queue, run_at => run_at, max_attempts => max_attempts, job_key => job_key);
end $$;

revoke all on function enqueue_job(text, json, timestamptz, text, integer, text) from public;
grant execute on function enqueue_job(text, json, timestamptz, text, integer, text) to klinke_app;

grant select, insert on event, event_seal to klinke_app;
grant select, insert, delete on event_outbox to klinke_app;
grant select, insert, update, delete on worker_heartbeat, idempotency_key, file, mail to klinke_app;
