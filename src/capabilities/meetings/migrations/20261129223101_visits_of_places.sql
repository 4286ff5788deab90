-- Up Migration
-- To which showroom the person comes: kept with the meeting, because a booking page may lead elsewhere by then.
alter table meeting add column place_id uuid;
alter table meeting add foreign key (workspace_id, place_id) references place (workspace_id, id);
alter table meeting add check (place_id is null or way = 'place');
create index meeting_at_place on meeting (workspace_id, place_id, starts_at) where place_id is not null;

update meeting set place_id = p.place_id
from booking b join booking_page p on p.workspace_id = b.workspace_id and p.id = b.page_id
where b.workspace_id = meeting.workspace_id and b.meeting_id = meeting.id and meeting.way = 'place' and p.place_id is not null;

-- A seat is taken by whoever has it, also for who sees only their own people: when, and not by whom.
create function visits_of_place(place uuid, since timestamptz, until timestamptz)
returns table (meeting_id uuid, starts_at timestamptz, ends_at timestamptz) language plpgsql stable security definer set search_path = public as $$
declare
  context uuid := nullif(current_setting('app.workspace', true), '')::uuid;
begin
  if context is null then
    return;
  end if;
  -- No meeting is longer than a day.
  return query
    select m.id, m.starts_at, m.ends_at from meeting m
    where m.workspace_id = context and m.place_id = place and m.starts_at > since - interval '1 day' and m.starts_at < until and m.ends_at > since
      and m.state in ('planned', 'held');
end $$;
alter function visits_of_place(uuid, timestamptz, timestamptz) owner to klinke_definer;
create policy visits on meeting for select to klinke_definer using (true);
grant select on meeting to klinke_definer;
revoke all on function visits_of_place(uuid, timestamptz, timestamptz) from public;
grant execute on function visits_of_place(uuid, timestamptz, timestamptz) to klinke_app;
