-- Up Migration
create table note (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid,
  company_id uuid,
  deal_id uuid,
  text text not null,
  created_by uuid,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  removed_at timestamptz(3),
  version integer not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, company_id) references company (workspace_id, id) on delete cascade,
  foreign key (workspace_id, deal_id) references deal (workspace_id, id) on delete cascade,
  check (num_nonnulls(contact_id, company_id, deal_id) = 1)
);
call protect_table('note', 'exists (select 1 from contact c where c.workspace_id = note.workspace_id and c.id = note.contact_id)
  or exists (select 1 from company c where c.workspace_id = note.workspace_id and c.id = note.company_id)
  or exists (select 1 from deal d where d.workspace_id = note.workspace_id and d.id = note.deal_id)');
-- For what goes with a record when it goes for good.
create index note_contact on note (workspace_id, contact_id) where contact_id is not null;
create index note_company on note (workspace_id, company_id) where company_id is not null;
create index note_deal on note (workspace_id, deal_id) where deal_id is not null;

grant select, insert, update, delete on note to klinke_app;
