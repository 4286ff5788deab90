-- Up Migration
-- Whether a number that nobody knows was missed before today is asked with every missed call.
create index line_call_missed on line_call (workspace_id, number) where state = 'missed';
