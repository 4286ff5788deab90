-- Up Migration
-- Its plan is made when nothing is waiting, where reading the whole outbox is best, and is kept while an import fills it.
alter function workspaces_with_news() set enable_seqscan = off;
