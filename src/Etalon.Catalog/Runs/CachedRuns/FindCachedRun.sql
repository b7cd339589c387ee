-- The outputs of the newest finished run with this key, if all of them still exist and may be seen.
select o.run_id, o.port, o.dataset_id, o.cube, o.position
from run_output o
where o.run_id = (
  select r.id from run r
  where r.cache_key = @Key and r.state = 'done'
    and exists (select from run_output x where x.run_id = r.id)
    and not exists (
      select from run_output x join dataset d on d.id = x.dataset_id
      where x.run_id = r.id and (d.state <> 'published' or not coalesce(may_see(d, @Person, @Roles, (select proposals_of(@Person))), false)))
  order by r.id desc limit 1)
order by o.port, o.position;
