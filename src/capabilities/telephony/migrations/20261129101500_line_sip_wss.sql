-- Up Migration
alter table line drop constraint line_kind_check;
alter table line add constraint line_kind_check check (kind in ('pbx', 'sipgate', 'twilio', 'telnyx', 'sip', 'sip_wss'));
-- The page of one person signs in with its password.
alter table line add constraint line_sip_wss_is_somebodys check (kind <> 'sip_wss' or user_id is not null);
