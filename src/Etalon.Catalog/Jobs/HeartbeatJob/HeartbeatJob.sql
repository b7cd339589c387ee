-- The lease is prolonged, and the progress kept, if the worker still has the job.
with held as (
  update job j set heartbeat_at = @Now, lease_until = @LeaseUntil
  where j.run_id = @RunId and j.state = 'taken' and j.taken_by = @Worker
  returning j.run_id
), noted as (
  update run r set progress = coalesce(@Progress::jsonb, r.progress)
  from held where r.id = held.run_id
  returning r.id, r.cancel_requested_at
), told as (
  select pg_notify('etalon', 'run ' || noted.id || ' progress') from noted where @Progress::text is not null
)
select true as held, noted.cancel_requested_at is not null as cancel_requested from noted left join told on true;
