-- Up Migration
-- Append-only: the evidence. Withdrawal and objection are entries of their own.
create table consent_entry (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  channel text not null check (channel in ('phone', 'email', 'sms', 'post', 'visit')),
  state text not null check (state in ('granted', 'denied', 'unknown')),
  -- Why denied: an objection (Art. 21 GDPR) weighs more than a consent that was never given.
  because text check (because in ('withdrawn', 'objected', 'refused')),
  at timestamptz not null,
  source text not null,
  wording text,
  proof jsonb,
  recorded_by uuid,
  recorded_at timestamptz not null,
  import_id uuid,
  primary key (workspace_id, id)
);
call protect_table('consent_entry', 'exists (select 1 from contact c where c.workspace_id = consent_entry.workspace_id and c.id = consent_entry.contact_id)');
create index consent_entry_contact on consent_entry (workspace_id, contact_id, at desc, id desc);
create index consent_entry_import on consent_entry (workspace_id, import_id, contact_id) where import_id is not null;

-- The standing of each channel, kept beside the ledger so that lists of a million ask one row. No row: unknown; so is a row whose
-- entry was taken back. Whoever writes to the ledger of a channel first locks its row here.
create table consent_state (
  workspace_id uuid not null,
  contact_id uuid not null,
  channel text not null,
  state text not null check (state in ('granted', 'denied', 'unknown')),
  entry_id uuid check ((entry_id is null) = (state = 'unknown')),
  primary key (workspace_id, contact_id, channel),
  foreign key (workspace_id, entry_id) references consent_entry (workspace_id, id)
);
create index consent_state_standing on consent_state (workspace_id, channel, state, contact_id) where state <> 'unknown';
call protect_table('consent_state', 'exists (select 1 from contact c where c.workspace_id = consent_state.workspace_id and c.id = consent_state.contact_id)');

-- § 7 Abs. 2 Nr. 1 UWG, other market participants: why we may presume interest. Typed basis and written reason.
create table presumption (
  workspace_id uuid not null,
  contact_id uuid not null,
  basis text not null,
  reason text not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, contact_id)
);
call protect_table('presumption', 'exists (select 1 from contact c where c.workspace_id = presumption.workspace_id and c.id = presumption.contact_id)');

-- Switzerland, Art. 3 Abs. 1 lit. u UWG: what a look into the telephone directory said.
create table directory_check (
  workspace_id uuid not null,
  contact_id uuid not null,
  listing text not null check (listing in ('listed', 'starred', 'unlisted')),
  customer boolean not null,
  checked_by uuid not null,
  checked_at timestamptz not null,
  primary key (workspace_id, contact_id)
);
call protect_table('directory_check', 'exists (select 1 from contact c where c.workspace_id = directory_check.workspace_id and c.id = directory_check.contact_id)');

-- What the gate must know of a contact, and nothing else of it. The country of the home, else that of the number ('ZZ': none of our three),
-- else unknown here and that of the workspace by rule.
create view contact_party with (security_invoker = true) as
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
    ) as country
  from contact
  where removed_at is null;
grant select on contact_party to klinke_app;

grant select, insert on consent_entry to klinke_app;
-- Undoing an import takes its entries back; nothing else deletes evidence.
grant delete on consent_entry to klinke_app;
grant select, insert, update, delete on consent_state, presumption, directory_check to klinke_app;
