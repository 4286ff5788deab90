-- Up Migration
-- What computes in the background lets mails and call-backs go first. Whoever asks without a priority is served as before.
drop function enqueue_job(text, json, timestamptz, text, integer, text);

create function enqueue_job(task text, payload json, run_at timestamptz, job_key text, max_attempts integer, queue text, priority integer default 0) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform graphile_worker.add_job(task, payload, queue_name => queue, run_at => run_at, max_attempts => max_attempts, job_key => job_key, priority => priority);
end $$;

revoke all on function enqueue_job(text, json, timestamptz, text, integer, text, integer) from public;
grant execute on function enqueue_job(text, json, timestamptz, text, integer, text, integer) to klinke_app;
