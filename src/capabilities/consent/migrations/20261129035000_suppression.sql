-- Up Migration
-- Numbers and addresses that are never contacted, as hashes alone: a list that is lost tells nobody who stands on it.
create table suppression_list (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  entries integer not null,
  unreadable integer not null,
  added_by uuid,
  added_at timestamptz not null,
  primary key (workspace_id, id)
);
call protect_table('suppression_list');

create table suppression (
  workspace_id uuid not null,
  hash bytea not null,
  list_id uuid not null,
  kind text not null check (kind in ('phone', 'email')),
  added_at timestamptz not null,
  primary key (workspace_id, hash, list_id),
  foreign key (workspace_id, list_id) references suppression_list (workspace_id, id)
);
call protect_table('suppression');
create index suppression_of_list on suppression (workspace_id, list_id);

-- What the hashes are keyed with (HMAC-SHA-256, the key already in the two forms in which it is used); never leaves the database.
create table suppression_key (
  workspace_id uuid not null,
  inside bytea not null check (length(inside) = 64),
  outside bytea not null check (length(outside) = 64),
  primary key (workspace_id)
);
call protect_table('suppression_key');

-- How often one person may be tried over one channel. No row: our own caps hold.
create table contact_cap (
  workspace_id uuid not null,
  per_day integer not null check (per_day between 1 and 100),
  per_week integer not null check (per_week between 1 and 500),
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (workspace_id)
);
call protect_table('contact_cap');

create or replace view contact_party with (security_invoker = true) as
  select
    workspace_id, id as contact_id, kind, name, postal_code, city,
    coalesce(
      nullif(addresses -> 0 ->> 'country', ''),
      case
        when phones -> 0 ->> 'value' like '+49%' then 'DE'
        when phones -> 0 ->> 'value' like '+43%' then 'AT'
        when phones -> 0 ->> 'value' like '+41%' then 'CH'
        when phones -> 0 ->> 'value' like '+%' then 'ZZ'
      end
    ) as country,
    phones, emails
  from contact
  where removed_at is null;

grant select, insert, delete on suppression_list, suppression to klinke_app;
grant select, insert on suppression_key to klinke_app;
grant select, insert, update on contact_cap to klinke_app;
