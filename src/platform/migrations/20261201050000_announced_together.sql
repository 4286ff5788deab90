-- Up Migration
-- What was announced together waits as one entry, under its first event: `more` are the others, `events` how many in all. One by one, the five million of an import would be
-- written, indexed, deleted and tidied away a second time.
alter table event_outbox add column more uuid[], add column events integer not null default 1;
