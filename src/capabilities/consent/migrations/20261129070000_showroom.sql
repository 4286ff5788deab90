-- Up Migration
-- A tablet in the showroom on which visitors sign. Its token can hand in cards and nothing else.
create table consent_showroom (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  token_hash bytea not null check (length(token_hash) = 32),
  started_by uuid not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, token_hash)
);
call protect_table('consent_showroom');

-- That a card came in. Its id is the tablet's: sent twice, it is one card.
create table consent_card (
  workspace_id uuid not null,
  id uuid not null,
  showroom_id uuid not null,
  contact_id uuid not null,
  received_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, showroom_id) references consent_showroom (workspace_id, id)
);
call protect_table('consent_card', 'exists (select 1 from contact c where c.workspace_id = consent_card.workspace_id and c.id = consent_card.contact_id)');
create index consent_card_showroom on consent_card (workspace_id, showroom_id, received_at desc);

grant select, insert, update on consent_showroom to klinke_app;
grant select, insert on consent_card to klinke_app;
