-- All jobs that wait or run, with their places; shown are the viewer's own (staff and administrators see all).
with placed as (
  select j.run_id, j.class, j.state, j.person_id, j.expected_seconds, j.queued_at, j.taken_at, j.limit_seconds, j.priority, u.seconds as used_seconds,
    case when j.state = 'waiting' then row_number() over (
      partition by j.class, j.state order by j.priority desc, job_rank(j.expected_seconds, u.seconds, j.queued_at, @Now), j.number) end as place,
    sum(case j.state when 'waiting' then j.expected_seconds
        else greatest(0, j.expected_seconds - extract(epoch from @Now - j.taken_at)) end) over (
      partition by j.class order by j.state = 'waiting', j.priority desc, job_rank(j.expected_seconds, u.seconds, j.queued_at, @Now), j.number
      rows between unbounded preceding and 1 preceding) as seconds_before
  from job j left join job_usage(j.class, @Now) u on u.person_id is not distinct from j.person_id
  where j.state in ('waiting', 'taken')
)
select p.run_id, p.class, p.state, r.name, r.operator, coalesce(p.place, 0) as place, p.expected_seconds::double precision as expected_seconds,
  coalesce(p.seconds_before, 0)::double precision as seconds_before, coalesce(p.used_seconds, 0) as used_seconds,
  extract(epoch from coalesce(p.taken_at, @Now) - p.queued_at)::double precision as waited_seconds, p.limit_seconds
from placed p join run r on r.id = p.run_id
where may_see_all(@Roles) or p.person_id is not distinct from @Person
order by p.class desc, p.place nulls first, p.run_id
limit @Limit;
