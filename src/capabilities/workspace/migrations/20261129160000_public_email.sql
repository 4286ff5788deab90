-- Up Migration
-- Where people write who can't use a public page.
alter table workspace add column public_email text;
