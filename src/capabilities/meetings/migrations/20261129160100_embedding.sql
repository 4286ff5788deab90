-- Up Migration
-- Sites that may show the page in a frame of theirs, as origins: ["https://sonnendach.example"].
alter table booking_page add column embed_sites jsonb not null default '[]';
