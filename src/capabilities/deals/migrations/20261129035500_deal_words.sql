-- Up Migration
-- What a deal is found by while typing: the folded words of its title, each once in front. A range of the primary key answers; LIKE and trigrams are
-- useless under row level security.
create table deal_word (
  workspace_id uuid not null,
  word text collate "C" not null,
  deal_id uuid not null,
  primary key (workspace_id, word, deal_id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id) on delete cascade
);
call protect_table('deal_word');
create index deal_word_deal on deal_word (workspace_id, deal_id);
-- Whoever sees only their own deals is served from those where a word is common.
create index deal_own on deal (workspace_id, owner_id, id) where removed_at is null;
grant select, insert, delete on deal_word to klinke_app;
