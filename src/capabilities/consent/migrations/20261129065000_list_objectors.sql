-- Up Migration
-- Objections that are older than the own suppression list, and those that imports brought, put their numbers and addresses onto it, in the background.
select enqueue_job('consent.suppressObjectors', json_build_object('workspaceId', w.workspace_id), null, 'consent.suppressObjectors ' || w.workspace_id, 10, 'consent.suppressObjectors')
from workspace_names() w;
