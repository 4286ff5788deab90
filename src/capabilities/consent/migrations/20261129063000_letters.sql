-- Up Migration
-- Letters that ask for consent, made in one go: one to each household, each with the address of a page of its own.
create table consent_letter_batch (
  workspace_id uuid not null,
  id uuid not null,
  form_id uuid not null,
  name text not null,
  sender text not null,
  subject text not null,
  body text not null,
  closing text not null,
  -- {"ids": […]} or {"filters": {…}}
  people jsonb not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  households integer not null default 0,
  printed integer not null default 0,
  -- Why people were left out: {"consented": 3, "refused": 1, "homeless": 2}
  left_out jsonb not null default '{}',
  file_id uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, form_id) references consent_form (workspace_id, id),
  foreign key (workspace_id, file_id) references file (workspace_id, id)
);
call protect_table('consent_letter_batch');

create table consent_letter (
  workspace_id uuid not null,
  id uuid not null,
  batch_id uuid not null,
  -- The same door written twice is one household.
  household text not null,
  key bytea not null check (length(key) = 16),
  contact_ids uuid[] not null,
  lines text[] not null,
  names text[] not null,
  printed_at timestamptz not null,
  -- When its page was first opened.
  opened_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, batch_id, household),
  unique (workspace_id, key),
  foreign key (workspace_id, batch_id) references consent_letter_batch (workspace_id, id)
);
call protect_table('consent_letter');

alter table consent_request add column letter_id uuid;
alter table consent_request add foreign key (workspace_id, letter_id) references consent_letter (workspace_id, id);
create index consent_request_letter on consent_request (workspace_id, letter_id) where letter_id is not null;

alter table contact_use drop constraint contact_use_act_check;
alter table contact_use add check (act in ('call', 'mail', 'letter'));

grant select, insert, update on consent_letter_batch, consent_letter to klinke_app;
