-- Up Migration
-- Whether the phone may reach them at all is asked of every new contact of a desk; the index answers it alone.
drop index contact_new;
create index contact_new on contact (workspace_id, owner_id, created_at, id) include (has_phone) where last_touch_at is null and removed_at is null;
