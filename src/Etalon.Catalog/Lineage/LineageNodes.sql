-- What the ends of the links are called.
select d.id, case when coalesce(may_see(d, @Person, @Roles, (select proposals_of(@Person))), false) then d.name else '' end as name, d.state,
  coalesce(may_see(d, @Person, @Roles, (select proposals_of(@Person))), false) as visible
from dataset d where d.id = any (@Datasets);

select r.id, r.operator, r.version, r.state, r.finished_at from run r where r.id = any (@Runs) order by r.id;
