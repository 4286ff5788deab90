-- Up Migration
-- What the gate allowed, once, for one contact over one channel. Nothing rings or leaves the house without one; rows are added, never changed.
create table contact_permit (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  channel text not null check (channel in ('phone', 'email', 'sms', 'post', 'visit')),
  -- The number that may ring, the address that may be written to.
  address text not null,
  purpose text not null,
  basis text not null,
  norm text not null,
  rule_version text not null,
  -- The word of the person it rests on; null where the law asks for none.
  entry_id uuid,
  request jsonb,
  valid_from timestamptz not null,
  valid_until timestamptz not null check (valid_until > valid_from),
  issued_by uuid,
  issued_at timestamptz not null,
  primary key (workspace_id, id)
);
call protect_table('contact_permit', 'exists (select 1 from contact c where c.workspace_id = contact_permit.workspace_id and c.id = contact_permit.contact_id)');
create index contact_permit_contact on contact_permit (workspace_id, contact_id, valid_from desc);

-- § 7a Abs. 2 UWG: a consent is kept for five years after each use of it, so each use is an entry of its own. A permit is used once.
create table contact_use (
  workspace_id uuid not null,
  permit_id uuid not null,
  contact_id uuid not null,
  entry_id uuid,
  act text not null check (act in ('call', 'mail')),
  act_id uuid not null,
  used_at timestamptz not null,
  used_by uuid,
  recorded_at timestamptz not null,
  primary key (workspace_id, permit_id),
  foreign key (workspace_id, permit_id) references contact_permit (workspace_id, id)
);
call protect_table('contact_use', 'exists (select 1 from contact c where c.workspace_id = contact_use.workspace_id and c.id = contact_use.contact_id)');
create index contact_use_contact on contact_use (workspace_id, contact_id, used_at desc, permit_id desc);
create index contact_use_entry on contact_use (workspace_id, entry_id, used_at desc) where entry_id is not null;

grant select, insert on contact_permit, contact_use to klinke_app;
