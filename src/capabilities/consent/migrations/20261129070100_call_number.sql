-- Up Migration
-- Our own number, which visitors call to say their code.
alter table consent_form add column call_number text;
