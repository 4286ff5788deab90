-- Up Migration
-- Rows come in the order of time and go in it: a few pages of index tell where the old ones are.
create index idempotency_key_created on idempotency_key using brin (created_at);
