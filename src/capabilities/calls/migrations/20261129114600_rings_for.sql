-- Up Migration
-- At whom of us it rings, where the carrier said so and we know whose the extension is.
alter table line_call add column rings_for uuid[] not null default '{}';
