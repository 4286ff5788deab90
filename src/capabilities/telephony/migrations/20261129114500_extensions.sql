-- Up Migration
-- Whose an extension or direct number is, in the carrier's words: [{extension, userId}]. Read with the line, for every message of its carrier.
alter table line add column extensions jsonb not null default '[]';
