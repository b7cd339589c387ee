-- A queued run ends at once; a running one is asked to stop. Returned is the state after that and whether the viewer may stop it, or
-- nothing if there is no such run.
with seen as (
  select r.id, r.state, 'administrator' = any (@Roles) or coalesce(r.requested_by = @Person, false) as mine from run r
  where r.id = @Id and may_see_run(r, @Person, @Roles) for update
), changed as (
  update run r set
    state = case when seen.state = 'queued' then 'cancelled' else r.state end,
    finished_at = case when seen.state = 'queued' then @Now::timestamptz else r.finished_at end,
    cancel_requested_at = coalesce(r.cancel_requested_at, @Now)
  from seen where r.id = seen.id and seen.mine and seen.state in ('queued', 'running')
  returning r.id, r.state
), ended as (
  update job j set state = 'finished' from changed where j.run_id = changed.id and changed.state = 'cancelled'
), told as (
  select pg_notify('etalon', 'run ' || changed.id || case when changed.state = 'cancelled' then ' cancelled' else ' cancelling' end)
  from changed
)
select coalesce(changed.state, seen.state) as state, seen.mine from seen left join changed on changed.id = seen.id left join told on true;
