-- Up Migration
-- Who writes (beside the one address our mail server sends from), where an answer goes, and where one click ends advertising (RFC 8058).
alter table mail add column sender_name text, add column reply_to text, add column unsubscribe_url text;
