-- The dataset, held until the end of the transaction, with the run that uses it, if one does.
select d.state, d.created_by is not distinct from @Person and d.created_by is not null as mine,
  (select i.run_id from run_input i join run r on r.id = i.run_id
   where i.dataset_id = d.id and r.state in ('queued', 'running') limit 1) as used_by
from dataset d where d.id = @Id and d.state <> 'staged' and may_see(d, @Person, @Roles, (select proposals_of(@Person))) for update of d;
