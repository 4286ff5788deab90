-- Up Migration
-- An invitation or its cancellation (iCalendar), beside the words.
alter table mail add column calendar text;
