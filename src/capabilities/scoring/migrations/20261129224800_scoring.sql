-- Up Migration
create table score_model (
  workspace_id uuid not null,
  id uuid not null,
  target text not null check (target in ('deal_win', 'lead_win', 'reach')),
  trained_at timestamptz not null,
  because text not null check (because in ('first', 'asked', 'outcomes', 'drift')),
  asked_by uuid,
  rows integer not null,
  outcomes integer not null,
  base_rate double precision not null,
  verdict text not null,
  card jsonb not null,
  -- As the engine wrote it, some hundred kilobytes; only scoring reads it.
  model text not null,
  approved_at timestamptz,
  approved_by uuid,
  primary key (workspace_id, id)
);
call protect_table('score_model');
create index score_model_target on score_model (workspace_id, target, trained_at desc, id desc);

create table score_model_use (
  workspace_id uuid not null,
  id uuid not null,
  target text not null,
  model_id uuid not null,
  from_at timestamptz not null,
  -- Null: it replaced an approved one by itself.
  begun_by uuid,
  because text not null check (because in ('approved', 'retrained', 'rolled_back')),
  until_at timestamptz,
  first_shares jsonb,
  primary key (workspace_id, id),
  foreign key (workspace_id, model_id) references score_model (workspace_id, id)
);
call protect_table('score_model_use');
-- One model a target at a time, whoever approves at the same moment.
create unique index score_model_in_use on score_model_use (workspace_id, target) where until_at is null;

create table score_training (
  workspace_id uuid not null,
  target text not null,
  asked_at timestamptz not null,
  asked_by uuid,
  because text not null,
  finished_at timestamptz,
  problem text,
  primary key (workspace_id, target)
);
call protect_table('score_training');

create table score (
  workspace_id uuid not null,
  target text not null,
  subject_id uuid not null,
  model_id uuid,
  probability double precision not null,
  low double precision not null,
  high double precision not null,
  reasons jsonb not null,
  cases integer not null,
  computed_at timestamptz not null,
  primary key (workspace_id, target, subject_id)
);
-- A score follows what it is about: who sees only their own records sees only their scores.
call protect_table('score', $$
  exists (select 1 from deal d where d.workspace_id = score.workspace_id and d.id = score.subject_id)
  or exists (select 1 from contact c where c.workspace_id = score.workspace_id and c.id = score.subject_id)$$);

-- Whose score is to be worked out anew; one row however often something happens to them before it is.
create table score_due (
  workspace_id uuid not null,
  subject text not null check (subject in ('deal', 'contact')),
  subject_id uuid not null,
  primary key (workspace_id, subject, subject_id)
);
call protect_table('score_due');

create table score_outcome (
  workspace_id uuid not null,
  id uuid not null,
  target text not null,
  subject_id uuid not null,
  model_id uuid not null,
  probability double precision not null,
  happened boolean not null,
  decided_at timestamptz not null,
  primary key (workspace_id, id)
);
call protect_table('score_outcome', $$
  exists (select 1 from deal d where d.workspace_id = score_outcome.workspace_id and d.id = score_outcome.subject_id)
  or exists (select 1 from contact c where c.workspace_id = score_outcome.workspace_id and c.id = score_outcome.subject_id)$$);
create index score_outcome_model on score_outcome (workspace_id, model_id, decided_at desc, id desc);
create index score_outcome_subject on score_outcome (workspace_id, subject_id);

create table score_run (
  workspace_id uuid not null,
  subject text not null check (subject in ('deal', 'contact')),
  started_at timestamptz not null,
  total integer not null,
  done integer not null,
  changed integer not null,
  after_id uuid,
  finished_at timestamptz,
  primary key (workspace_id, subject)
);
call protect_table('score_run');

create table scoring_policy (
  workspace_id uuid not null,
  barred text[] not null,
  changed_by uuid,
  changed_at timestamptz not null,
  primary key (workspace_id)
);
call protect_table('scoring_policy');

create table profiling_objection (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  objected_at timestamptz not null,
  way text not null check (way in ('phone', 'mail', 'letter', 'personally', 'other')),
  note text,
  recorded_by uuid,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
call protect_table('profiling_objection', 'exists (select 1 from contact c where c.workspace_id = profiling_objection.workspace_id and c.id = profiling_objection.contact_id)');
create unique index profiling_objection_standing on profiling_objection (workspace_id, contact_id) where withdrawn_at is null;
create index profiling_objection_contact on profiling_objection (workspace_id, contact_id);

grant select, insert, update, delete on score_model, score_model_use, score_training, score, score_due, score_outcome, score_run, scoring_policy, profiling_objection to klinke_app;
