-- Up Migration
-- The list that brought an entry was the wrong one: the entry named here counts for nothing, nor does this one; both stay, as evidence.
alter table consent_entry add column retracts uuid;
alter table consent_entry add foreign key (workspace_id, retracts) references consent_entry (workspace_id, id);
