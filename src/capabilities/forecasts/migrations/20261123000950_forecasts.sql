-- Up Migration
-- What happened to deals since a day, and which stages were given another chance since: what a forecast was on any day is told from these events.
create index event_deals_since on event (workspace_id, occurred_at, id) where deal_id is not null;
create index event_stage_settings on event (workspace_id, occurred_at, id) where type = 'deals.stageSettingsChanged';
