-- Up Migration
-- Somebody who found no time free on a booking page and wants to hear of the next one.
create table waiting_entry (
  workspace_id uuid not null,
  id uuid not null,
  page_id uuid not null,
  contact_id uuid not null,
  -- Of the form that was sent: sent twice, it is one entry.
  form_id uuid not null,
  email text not null,
  -- To the questions that lead to the right person.
  answers jsonb not null,
  locale text not null check (locale in ('de', 'en')),
  time_zone text not null,
  -- Over whose line it came, against floods.
  network text not null,
  entered_at timestamptz not null,
  -- The one mail; a day later the next one is told.
  told_at timestamptz,
  -- By themselves, or because we may not write to them any more.
  left_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, page_id) references booking_page (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
call protect_table('waiting_entry', 'exists (select 1 from contact c where c.workspace_id = waiting_entry.workspace_id and c.id = waiting_entry.contact_id)');
create unique index waiting_entry_form on waiting_entry (workspace_id, form_id);
create unique index waiting_entry_once on waiting_entry (workspace_id, page_id, email) where told_at is null and left_at is null;
create index waiting_entry_page on waiting_entry (workspace_id, page_id, entered_at);
create index waiting_entry_network on waiting_entry (workspace_id, network, entered_at);
create index waiting_entry_email on waiting_entry (workspace_id, email, entered_at);
create index waiting_entry_contact on waiting_entry (workspace_id, contact_id);

grant select, insert, update, delete on waiting_entry to klinke_app;
