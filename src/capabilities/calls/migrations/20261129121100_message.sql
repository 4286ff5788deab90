-- Up Migration
-- From when on the user's greeting speaks in this call, and not the user.
alter table line_call add column message_at timestamptz;
