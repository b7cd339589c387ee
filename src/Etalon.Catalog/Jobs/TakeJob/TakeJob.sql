-- The next job of a class. Jobs that another worker is taking at this moment are passed over, so nobody waits and none is taken twice.
with next as (
  select j.run_id from job j left join job_usage(@Class, @Now) u on u.person_id is not distinct from j.person_id
  where j.class = @Class and j.state = 'waiting'
  order by j.priority desc, job_rank(j.expected_seconds, u.seconds, j.queued_at, @Now), j.number limit 1 for update of j skip locked
), taken as (
  update job j set
    state = 'taken', taken_by = @Worker, taken_at = @Now, heartbeat_at = @Now, lease_until = @LeaseUntil, attempts = j.attempts + 1
  from next where j.run_id = next.run_id
  returning j.run_id, j.attempts, j.limit_seconds
), started as (
  update run r set state = 'running', started_at = coalesce(r.started_at, @Now)
  from taken where r.id = taken.run_id
  returning r.*
), told as (
  select pg_notify('etalon', 'run ' || started.id || ' running') from started
)
select s.id as run_id, s.kind, s.operator, s.version, s.spec, s.journal, s.log, t.attempts, t.limit_seconds, s.requested_by
from started s join taken t on t.run_id = s.id left join told on true;
