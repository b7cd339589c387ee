-- One run that the viewer may see, with its ports.
select r.id, r.kind, r.name, r.operator, r.version, r.state, r.created_at, r.started_at, r.finished_at, r.requested_by,
  r.cancel_requested_at is not null as cancel_requested, r.progress, r.refusal
from run r
where r.id = @Id and may_see_run(r, @Person, @Roles);

select r.spec, r.cache_key, r.cache_document, r.statistics, r.journal, r.log,
  coalesce((select j.attempts from job j where j.run_id = r.id), 0) as attempts
from run r where r.id = @Id;

select i.port, i.dataset_id, i.cube, i.position from run_input i where i.run_id = @Id order by i.port, i.position;

select o.port, o.dataset_id, o.cube, o.position from run_output o where o.run_id = @Id order by o.port, o.position;
