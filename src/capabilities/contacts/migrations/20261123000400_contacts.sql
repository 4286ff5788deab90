-- Up Migration
create extension if not exists btree_gin;

create table company (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  -- Folded by a rule; compared byte by byte, so that a page of a list is one range of an index wherever the database was set up.
  sort_name text collate "C" not null,
  website text,
  industry text,
  -- [{label, value (E.164), extension?}], [{label, value}], [{label, street, houseNumber, addition, postalCode, city, region, country}]; the first is the main one.
  phones jsonb not null default '[]',
  emails jsonb not null default '[]',
  addresses jsonb not null default '[]',
  city_folded text collate "C",
  tags text[] not null default '{}',
  note text,
  source text,
  external_id text,
  owner_id uuid,
  import_id uuid,
  last_touch_at timestamptz(3),
  -- The same to sort by, never being before all time: a column, because row level security keeps expressions from using an index.
  touched_at timestamptz(3) not null generated always as (coalesce(last_touch_at, '-infinity')) stored,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  -- Hidden everywhere from then on, and can be brought back.
  removed_at timestamptz(3),
  version integer not null default 1,
  primary key (workspace_id, id)
);
create index company_name on company (workspace_id, sort_name, id) where removed_at is null;
create index company_created on company (workspace_id, created_at, id) where removed_at is null;
create index company_touched on company (workspace_id, touched_at, id) where removed_at is null;
create index company_owner on company (workspace_id, owner_id, sort_name, id) where removed_at is null;
create index company_city on company (workspace_id, city_folded, sort_name, id) where removed_at is null;
create index company_import on company (workspace_id, import_id, id) where import_id is not null;

create table contact (
  workspace_id uuid not null,
  id uuid not null,
  kind text collate "C" not null check (kind in ('private', 'business')),
  salutation text,
  title text,
  first_name text,
  last_name text,
  -- What people read and sort by; computed by a rule from the parts, so that a household or a bare address has a name too.
  name text not null,
  sort_name text collate "C" not null,
  company_id uuid,
  job_title text,
  phones jsonb not null default '[]',
  emails jsonb not null default '[]',
  addresses jsonb not null default '[]',
  city text generated always as (addresses -> 0 ->> 'city') stored,
  city_folded text collate "C",
  postal_code text collate "C" generated always as (addresses -> 0 ->> 'postalCode') stored,
  has_phone boolean not null generated always as (phones <> '[]') stored,
  tags text[] not null default '{}',
  birthday_on date,
  website text,
  note text,
  source text collate "C",
  status text collate "C",
  external_id text,
  owner_id uuid,
  import_id uuid,
  last_touch_at timestamptz(3),
  touched_at timestamptz(3) not null generated always as (coalesce(last_touch_at, '-infinity')) stored,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  removed_at timestamptz(3),
  version integer not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, company_id) references company (workspace_id, id)
);
call protect_table('contact', 'owner_id = nullif(current_setting(''app.sees'', true), '''')::uuid');
-- Who sees a person also sees the company they work for.
call protect_table('company', 'owner_id = nullif(current_setting(''app.sees'', true), '''')::uuid
  or exists (select 1 from contact p where p.workspace_id = company.workspace_id and p.company_id = company.id)');
-- One for each order of the list …
create index contact_name on contact (workspace_id, sort_name, id) where removed_at is null;
create index contact_created on contact (workspace_id, created_at, id) where removed_at is null;
create index contact_touched on contact (workspace_id, touched_at, id) where removed_at is null;
-- … and one for each filter that may be so rare that walking along an order would find nothing for a million rows.
create index contact_owner on contact (workspace_id, owner_id, sort_name, id) where removed_at is null;
-- The ones nobody has spoken to yet, for the day's work.
create index contact_new on contact (workspace_id, owner_id, created_at, id) where last_touch_at is null and removed_at is null;
create index contact_city on contact (workspace_id, city_folded, sort_name, id) where removed_at is null;
create index contact_postal_code on contact (workspace_id, postal_code) where removed_at is null;
create index contact_status on contact (workspace_id, status) where removed_at is null;
create index contact_source on contact (workspace_id, source) where removed_at is null;
create index contact_kind on contact (workspace_id, kind, has_phone) where removed_at is null;
create index contact_company on contact (workspace_id, company_id) where company_id is not null;
create index contact_import on contact (workspace_id, import_id, id) where import_id is not null;

-- Everything a contact or company is found by, in one narrow table: numbers, addresses, tags and the words of the search.
-- A range of one btree answers search-as-you-type at a million rows; LIKE and trigrams are useless under row level security.
create table contact_key (
  workspace_id uuid not null,
  subject text collate "C" not null check (subject in ('contact', 'company')),
  kind text collate "C" not null check (kind in ('phone', 'email', 'tag', 'word', 'external')),
  value text collate "C" not null,
  subject_id uuid not null,
  primary key (workspace_id, subject, kind, value, subject_id)
);
call protect_table('contact_key');
create index contact_key_subject on contact_key (workspace_id, subject_id);

-- The vocabulary of the search, for typing mistakes: small enough for trigrams.
create table search_word (
  workspace_id uuid not null,
  word text collate "C" not null,
  primary key (workspace_id, word)
);
call protect_table('search_word');
create index search_word_similar on search_word using gin (workspace_id, word gin_trgm_ops);

create function similar_words(wanted text) returns table (word text) language plpgsql stable security definer set search_path = public as $$
declare
  context uuid := nullif(current_setting('app.workspace', true), '')::uuid;
begin
  if context is null then
    return;
  end if;
  return query
    select w.word from search_word w
    where w.workspace_id = context and w.word % wanted
    order by similarity(w.word, wanted) desc, w.word
    limit 8;
end $$;
alter function similar_words(text) owner to klinke_definer;
create policy search on search_word for select to klinke_definer using (true);
grant select on search_word to klinke_definer;
revoke all on function similar_words(text) from public;
grant execute on function similar_words(text) to klinke_app;

create table saved_view (
  workspace_id uuid not null,
  id uuid not null,
  subject text not null,
  name text not null,
  query jsonb not null,
  -- Null: the whole team sees it.
  user_id uuid,
  position integer not null,
  created_at timestamptz(3) not null,
  version integer not null default 1,
  primary key (workspace_id, id)
);
call protect_table('saved_view');
create index saved_view_subject on saved_view (workspace_id, subject, position);

-- A change to many records at once, with what stood there before, for as long as it can be undone.
create table bulk_change (
  workspace_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  made_at timestamptz(3) not null,
  -- [{id, before: {…}, versionAfter}]
  entries jsonb not null,
  undone_at timestamptz(3),
  primary key (workspace_id, id)
);
call protect_table('bulk_change');
create index bulk_change_made on bulk_change (workspace_id, made_at);

-- An event follows the record it is about: who may not see the contact may not read its story either.
alter table event enable row level security;
alter table event force row level security;
create policy workspace on event
  using (
    workspace_id = nullif(current_setting('app.workspace', true), '')::uuid
    and (
      nullif(current_setting('app.sees', true), '') is null
      or actor_id = nullif(current_setting('app.sees', true), '')::uuid
      or exists (select 1 from contact c where c.workspace_id = event.workspace_id and c.id = event.contact_id)
      or exists (select 1 from company c where c.workspace_id = event.workspace_id and c.id = event.company_id)
    )
  )
  with check (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);

grant select, insert, update, delete on contact, company, contact_key, search_word, saved_view, bulk_change to klinke_app;
