-- Up Migration
-- The texts in which people give consent. A released text is evidence: the next version is a row of its own.
create table consent_wording (
  workspace_id uuid not null,
  id uuid not null,
  channel text not null check (channel in ('phone', 'email', 'sms', 'post', 'visit')),
  purpose text not null,
  version integer not null check (version > 0),
  text text not null,
  released_by uuid not null,
  released_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, channel, purpose, version)
);
call protect_table('consent_wording');

alter table consent_entry add column wording_id uuid;
alter table consent_entry add foreign key (workspace_id, wording_id) references consent_wording (workspace_id, id);

-- Pieces of evidence of an entry: a scanned letter, a card, the sound of a call. Added, never taken away.
create table consent_proof (
  workspace_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  contact_id uuid not null,
  file_id uuid not null,
  added_by uuid,
  added_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, entry_id) references consent_entry (workspace_id, id) on delete cascade,
  foreign key (workspace_id, file_id) references file (workspace_id, id)
);
call protect_table('consent_proof', 'exists (select 1 from contact c where c.workspace_id = consent_proof.workspace_id and c.id = consent_proof.contact_id)');
create index consent_proof_entry on consent_proof (workspace_id, entry_id, added_at);

grant select, insert on consent_wording, consent_proof to klinke_app;
