-- Up Migration
-- A picture of what there is to see: a file of ours with its size, shown to whoever sees the showroom.
create table exhibit_picture (
  workspace_id uuid not null,
  id uuid not null,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  primary key (workspace_id, id),
  foreign key (workspace_id, id) references file (workspace_id, id) on delete cascade
);
call protect_table('exhibit_picture');
grant select, insert, delete on exhibit_picture to klinke_app;

alter table exhibit add column picture_id uuid;
-- What is on the picture, for whoever does not see it.
alter table exhibit add column picture_alt text;
alter table exhibit add foreign key (workspace_id, picture_id) references exhibit_picture (workspace_id, id);
alter table exhibit add check ((picture_id is null) = (picture_alt is null));
