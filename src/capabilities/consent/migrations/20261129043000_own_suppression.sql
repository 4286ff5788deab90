-- Up Migration
-- The workspace's own suppression list: who never wants to be contacted again, whatever list brings them next. Hashes alone, under the same key.
create table own_suppression (
  workspace_id uuid not null,
  id uuid not null,
  hash bytea not null,
  kind text not null check (kind in ('phone', 'email')),
  -- Whose objection it came from; null: put there by an admin. It outlives the contact.
  contact_id uuid,
  added_by uuid,
  added_at timestamptz not null,
  primary key (workspace_id, id),
  unique nulls not distinct (workspace_id, hash, contact_id)
);
call protect_table('own_suppression');
create index own_suppression_contact on own_suppression (workspace_id, contact_id) where contact_id is not null;
grant select, insert, delete on own_suppression to klinke_app;
