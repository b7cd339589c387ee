-- A queued run ends at once; a running one is asked to stop. Returned is the state after that, or nothing if there is no such run.
with seen as (
  select r.id, r.state from run r
  where r.id = @Id and ('administrator' = any (@Roles) or r.requested_by = @Person) for update
), changed as (
  update run r set
    state = case when seen.state = 'queued' then 'cancelled' else r.state end,
    finished_at = case when seen.state = 'queued' then @Now::timestamptz else r.finished_at end,
    cancel_requested_at = coalesce(r.cancel_requested_at, @Now)
  from seen where r.id = seen.id and seen.state in ('queued', 'running')
  returning r.id, r.state
), ended as (
  update job j set state = 'finished' from changed where j.run_id = changed.id and changed.state = 'cancelled'
), told as (
  select pg_notify('etalon', 'run ' || changed.id || case when changed.state = 'cancelled' then ' cancelled' else ' cancelling' end)
  from changed
)
select coalesce(changed.state, seen.state) from seen left join changed on changed.id = seen.id left join told on true;
