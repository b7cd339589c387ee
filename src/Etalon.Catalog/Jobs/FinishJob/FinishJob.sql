-- The end of a run that publishes nothing, if the worker still has it.
with held as (
  update job j set state = 'finished', lease_until = null
  where j.run_id = @RunId and j.state = 'taken' and j.taken_by = @Worker
  returning j.run_id
), ended as (
  update run r set
    state = @State, finished_at = @Now, refusal = @Refusal::jsonb, statistics = coalesce(@Statistics::jsonb, r.statistics)
  from held where r.id = held.run_id
  returning r.id, r.state
), told as (
  select pg_notify('etalon', 'run ' || ended.id || ' ' || ended.state) from ended
)
select ended.id from ended left join told on true;
