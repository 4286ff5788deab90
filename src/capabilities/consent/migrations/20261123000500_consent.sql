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
create index consent_entry_import on consent_entry (workspace_id, import_id) where import_id is not null;

-- The standing of each channel, kept beside the ledger so that lists of a million ask one row. No row: unknown.
create table consent_state (
  workspace_id uuid not null,
  contact_id uuid not null,
  channel text not null,
  state text not null check (state in ('granted', 'denied')),
  entry_id uuid not null,
  primary key (workspace_id, contact_id, channel),
  foreign key (workspace_id, entry_id) references consent_entry (workspace_id, id)
);
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

grant select, insert on consent_entry to klinke_app;
-- Undoing an import takes its entries back; nothing else deletes evidence.
grant delete on consent_entry to klinke_app;
grant select, insert, update, delete on consent_state, presumption to klinke_app;
