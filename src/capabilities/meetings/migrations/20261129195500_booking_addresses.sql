-- Up Migration
-- An address that somebody chose for their booking page; who gave none has one that nobody can guess.
alter table booking_page add column slug text;

-- All that were ever chosen: the old ones lead to the page too, and are given to no other.
create table booking_address (
  workspace_id uuid not null,
  slug text not null check (slug ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and length(slug) between 4 and 40),
  page_id uuid not null,
  chosen_at timestamptz not null,
  primary key (workspace_id, slug),
  foreign key (workspace_id, page_id) references booking_page (workspace_id, id)
);
call protect_table('booking_address');

-- A visitor comes with the address alone and names no workspace: the one place where addresses are read across workspaces. They are public by choice, and there is no more in it than whose page it is.
create function page_at(address text) returns table (workspace_id uuid, page_id uuid) language plpgsql stable security definer set search_path = public as $$
begin
  return query select a.workspace_id, a.page_id from booking_address a where a.slug = address;
end $$;
alter function page_at(text) owner to klinke_definer;
create policy visitors on booking_address for select to klinke_definer using (true);
grant select on booking_address to klinke_definer;
revoke all on function page_at(text) from public;
grant execute on function page_at(text) to klinke_app;
create index booking_address_slug on booking_address (slug);

grant select, insert on booking_address to klinke_app;
