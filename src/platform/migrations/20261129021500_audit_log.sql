-- Up Migration
-- The log of the whole workspace is read newest first, along the stretches of each kind of event or of each actor: one that is rare among millions is
-- found as fast as another. Without the id, which would double them: an import records many at the same moment. Imports have no stretches of actors.
create index event_type on event (workspace_id, type, actor_kind, recorded_at);
create index event_actor on event (workspace_id, actor_kind, actor_id, recorded_at) where actor_kind <> 'import';
-- In which link an event is sealed: one of those made at or after its recording.
create index event_seal_sealed on event_seal (workspace_id, sealed_at, number);
