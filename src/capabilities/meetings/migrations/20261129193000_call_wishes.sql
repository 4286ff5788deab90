-- Up Migration
-- Where nobody fits, people may leave a number to be called at.
alter table booking_page add column offers_call boolean not null default false;

-- Somebody asks on a booking page to be called. It stays with the words that stood above the button: they prove that the call was asked for.
create table call_wish (
  workspace_id uuid not null,
  id uuid not null,
  page_id uuid not null,
  contact_id uuid not null,
  -- Whose turn it was.
  host_id uuid not null,
  -- Of the form that was sent: sent twice, it is one wish.
  form_id uuid not null,
  title text not null,
  -- E.164, as it was typed; nobody has proven it.
  phone text not null,
  day_part text not null check (day_part in ('any', 'morning', 'noon', 'afternoon', 'evening')),
  -- The first day on which it can still be done.
  due_on date not null,
  answers jsonb not null,
  wording text not null,
  locale text not null check (locale in ('de', 'en')),
  ip text not null,
  -- Over whose line it came, against floods.
  network text not null,
  wished_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, page_id) references booking_page (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
call protect_table('call_wish', 'exists (select 1 from contact c where c.workspace_id = call_wish.workspace_id and c.id = call_wish.contact_id)');
create unique index call_wish_form on call_wish (workspace_id, form_id);
create index call_wish_page on call_wish (workspace_id, page_id, wished_at);
create index call_wish_network on call_wish (workspace_id, network, wished_at);
create index call_wish_phone on call_wish (workspace_id, phone, wished_at);
create index call_wish_contact on call_wish (workspace_id, contact_id);

grant select, insert, update, delete on call_wish to klinke_app;
