-- Up Migration
-- A showroom of ours: where it is, how many it takes at one time, and what there is to see.
create table place (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  address text not null,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  -- When it is open, in words.
  opening text,
  capacity integer not null check (capacity between 1 and 100),
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid,
  version integer not null default 1,
  primary key (workspace_id, id),
  check ((latitude is null) = (longitude is null))
);
call protect_table('place');

create table exhibit (
  workspace_id uuid not null,
  id uuid not null,
  place_id uuid not null,
  position integer not null,
  name text not null,
  line text,
  primary key (workspace_id, id),
  foreign key (workspace_id, place_id) references place (workspace_id, id) on delete cascade
);
call protect_table('exhibit');
create index exhibit_of_place on exhibit (workspace_id, place_id, position);

grant select, insert, update, delete on place, exhibit to klinke_app;

alter table booking_page add column place_id uuid;
alter table booking_page add foreign key (workspace_id, place_id) references place (workspace_id, id);

-- What stood as lines on booking pages until now: one place for each address of them.
insert into place (workspace_id, id, name, address, capacity, created_by, created_at, updated_at)
select workspace_id, gen_random_uuid(), left(location, 120), left(location, 300), max(seats),
  (array_agg(created_by order by created_at, id))[1], min(created_at), max(updated_at)
from booking_page
where way = 'place' and (seats > 1 or exhibits <> '[]')
group by workspace_id, location;

update booking_page set place_id = place.id
from place
where place.workspace_id = booking_page.workspace_id and place.address = left(booking_page.location, 300)
  and booking_page.way = 'place' and (booking_page.seats > 1 or booking_page.exhibits <> '[]');

insert into exhibit (workspace_id, id, place_id, position, name)
select workspace_id, gen_random_uuid(), place_id, row_number() over (partition by workspace_id, place_id order by first) - 1, name
from (
  select workspace_id, place_id, name, min(nth) as first
  from (
    select workspace_id, place_id, name, row_number() over (order by created_at, id, ordinality) as nth
    from booking_page, jsonb_array_elements_text(exhibits) with ordinality as line(name, ordinality)
    where place_id is not null
  ) each
  group by workspace_id, place_id, name
) lines;

alter table booking_page drop column exhibits;
