-- Up Migration
-- A page on which people give their consent themselves. Its address is `key`: not to be guessed, but no secret.
create table consent_form (
  workspace_id uuid not null,
  id uuid not null,
  key bytea not null check (length(key) = 16),
  name text not null,
  heading text not null,
  intro text,
  privacy_url text not null,
  channels text[] not null check (cardinality(channels) > 0),
  created_by uuid not null,
  created_at timestamptz not null,
  closed_by uuid,
  closed_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, key)
);
call protect_table('consent_form');

-- How often a form was opened, by day. Nothing about who.
create table consent_form_view (
  workspace_id uuid not null,
  form_id uuid not null,
  day date not null,
  views integer not null,
  primary key (workspace_id, form_id, day),
  foreign key (workspace_id, form_id) references consent_form (workspace_id, id)
);
call protect_table('consent_form_view');

-- What a visitor sent. No consent yet: only the entries that its confirmation makes are.
create table consent_request (
  workspace_id uuid not null,
  id uuid not null,
  form_id uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  first_name text,
  last_name text not null,
  email text,
  phone text,
  street text,
  postal_code text,
  city text,
  -- [{"channel", "wordingId"}]: the released texts that stood there.
  asked jsonb not null,
  locale text not null check (locale in ('de', 'en')),
  ip text not null,
  network text not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  -- The link in the mail: proves who reads the mailbox.
  confirmed_at timestamptz,
  -- Said in a call from the number: proves whose telephone it is (BGH I ZR 164/09).
  code text not null check (code ~ '^\d{6}$'),
  code_tries integer not null default 0,
  number_confirmed_at timestamptz,
  number_confirmed_by uuid,
  withdrawn_at timestamptz,
  contact_id uuid,
  primary key (workspace_id, id),
  unique (workspace_id, token_hash),
  foreign key (workspace_id, form_id) references consent_form (workspace_id, id),
  check ((contact_id is null) = (confirmed_at is null and number_confirmed_at is null))
);
call protect_table('consent_request', '(contact_id is null or exists (select 1 from contact c where c.workspace_id = consent_request.workspace_id and c.id = consent_request.contact_id))');
create index consent_request_form on consent_request (workspace_id, form_id, requested_at desc);
create index consent_request_network on consent_request (workspace_id, network, requested_at);
create index consent_request_email on consent_request (workspace_id, email, requested_at) where email is not null;
create index consent_request_phone on consent_request (workspace_id, phone, requested_at) where phone is not null;
create index consent_request_contact on consent_request (workspace_id, contact_id) where contact_id is not null;

grant select, insert, update on consent_form, consent_form_view to klinke_app;
grant select, insert, update, delete on consent_request to klinke_app;
