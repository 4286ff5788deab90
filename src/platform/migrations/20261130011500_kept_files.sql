-- Up Migration
-- The same bytes are one file on the disk, whichever workspace has them. Before it goes one has to know whether another still does: the one question about files that goes across workspaces, and its answer is a yes or a no.
create function file_is_kept(content bytea) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select 1 from file f where f.sha256 = content);
end $$;
alter function file_is_kept(bytea) owner to klinke_definer;
create policy kept on file for select to klinke_definer using (true);
grant select on file to klinke_definer;
revoke all on function file_is_kept(bytea) from public;
grant execute on function file_is_kept(bytea) to klinke_app;
create index file_sha256 on file (sha256);
