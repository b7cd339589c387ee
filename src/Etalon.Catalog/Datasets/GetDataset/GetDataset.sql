-- One dataset that the viewer may see, with its cubes and quantities.
select d.id, d.name, d.description, d.state, d.created_at, d.created_by, d.public, d.location, d.external, d.format, d.bytes,
  d.content_id, d.run_id, d.proposal_id
from dataset d
where d.id = @Id and d.state <> 'staged' and may_see(d, @Person, @Roles, (select proposals_of(@Person)));

select d.metadata, d.published_at, d.deleted_at, (select count(*) from file f where f.dataset_id = d.id) as file_count,
  (select p.name from person p where p.id = d.created_by) as owner
from dataset d where d.id = @Id;

select c.name, c.info, c.sample_type, c.axes, c.shape, c.unit, c.bytes, c.content_id, c.stats
from cube c where c.dataset_id = @Id order by c.position;

select k.name as key, q.value, q.unit, q.si_value, k.si_unit
from metadata_quantity q join metadata_key k on k.id = q.key_id
where q.dataset_id = @Id order by k.name;
