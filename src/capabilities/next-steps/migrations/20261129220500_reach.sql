-- Up Migration
-- When and by whom people are reached, learned from all calls: one row, so that a page reads it in one go.
create table reach (
  workspace_id uuid not null,
  learned_at timestamptz not null,
  model jsonb not null,
  primary key (workspace_id)
);
call protect_table('reach');

-- Whether the order of Heute does any good: while one runs, a tenth of the people stand there in an order of chance.
create table order_experiment (
  workspace_id uuid not null,
  id uuid not null,
  started_at timestamptz not null,
  started_by uuid not null,
  ended_at timestamptz,
  ended_by uuid,
  primary key (workspace_id, id),
  check ((ended_at is null) = (ended_by is null))
);
call protect_table('order_experiment');
-- One at a time.
create unique index order_experiment_running on order_experiment (workspace_id) where ended_at is null;

-- A call that was made from Heute while an experiment ran, and in which order the person stood there.
create table touch (
  workspace_id uuid not null,
  call_id uuid not null,
  experiment_id uuid not null,
  contact_id uuid not null,
  user_id uuid not null,
  arm text not null check (arm in ('expected', 'random')),
  touched_at timestamptz not null,
  primary key (workspace_id, call_id),
  foreign key (workspace_id, call_id) references call (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, experiment_id) references order_experiment (workspace_id, id) on delete cascade
);
call protect_table('touch', 'exists (select 1 from contact c where c.workspace_id = touch.workspace_id and c.id = touch.contact_id)');
create index touch_experiment on touch (workspace_id, experiment_id, touched_at);
create index touch_contact on touch (workspace_id, contact_id);

grant select, insert, update, delete on reach, order_experiment, touch to klinke_app;
