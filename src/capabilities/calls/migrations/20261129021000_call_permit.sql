-- Up Migration
-- Calls from before there were permits of their own keep what they have.
alter table call add column permit_id uuid check (permit_id is null or permit is not null);
alter table call add foreign key (workspace_id, permit_id) references contact_permit (workspace_id, id);
create unique index call_permit on call (workspace_id, permit_id) where permit_id is not null;
