-- Up Migration
-- Two that were begun in the same instant: the older one goes on.
update export e set state = 'cancelled', finished_at = now() where finished_at is null
  and exists (select 1 from export o where o.workspace_id = e.workspace_id and o.finished_at is null and o.id < e.id);
create unique index export_unfinished on export (workspace_id) where finished_at is null;
