-- Up Migration
-- The last day, once it is settled: notice was given, or it ends by itself. Counted here, so that lists and sums need not count it for every contract.
alter table contract add column last_on date generated always as (
  coalesce(ends_on, case when after_term = 'ends' then (starts_on + make_interval(months => term_months))::date - 1 end)
) stored;
