-- Staged datasets that no live run completes, and deleted ones whose files are still there.
select d.id, d.location, d.external, d.state
from dataset d left join run r on r.id = d.run_id
where d.state = 'staged' and (r.state not in ('queued', 'running') or (r.id is null and d.created_at < @Before))
  or d.state = 'deleted' and d.purged_at is null
order by d.id limit @Limit;
