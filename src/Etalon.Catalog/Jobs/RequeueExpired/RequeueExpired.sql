-- Jobs whose worker is silent (or, at the server's start, all taken ones) go back to the queue, or end.
with silent as (
  select j.run_id, j.attempts from job j
  where j.state = 'taken' and (@All or j.lease_until < @Now)
  order by j.number for update skip locked
), fate as (
  select s.run_id, s.attempts, case
    when r.cancel_requested_at is not null then 'cancelled'
    when s.attempts >= @MostAttempts then 'interrupted'
    else 'queued' end as state
  from silent s join run r on r.id = s.run_id
), released as (
  update job j set
    state = case when fate.state = 'queued' then 'waiting' else 'finished' end, taken_by = null, lease_until = null
  from fate where j.run_id = fate.run_id
), changed as (
  update run r set
    state = fate.state,
    finished_at = case when fate.state <> 'queued' then @Now::timestamptz end,
    refusal = case when fate.state = 'interrupted' then @Refusal::jsonb end
  from fate where r.id = fate.run_id
  returning r.id, r.state
), told as (
  select pg_notify('etalon', 'run ' || changed.id || ' ' || changed.state) from changed
)
select fate.run_id, fate.state, fate.attempts from fate left join (select count(*) from told) as t on true;
