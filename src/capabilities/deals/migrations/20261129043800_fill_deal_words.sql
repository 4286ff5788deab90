-- Up Migration
-- Deals that were there before deal_word get their words in the background: what a title is folded to is known to the application alone.
select enqueue_job('deals.fillWords', json_build_object('workspaceId', w.workspace_id), null, 'deals.fillWords ' || w.workspace_id, 10, 'deals.fillWords')
from workspace_names() w;
