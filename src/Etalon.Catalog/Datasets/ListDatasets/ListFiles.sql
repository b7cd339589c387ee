-- The files of a dataset that the viewer may see, in the order of their paths.
select f.path, f.bytes, f.checksum
from file f join dataset d on d.id = f.dataset_id
where f.dataset_id = @Dataset and f.path > @After and d.state <> 'staged' and may_see(d, @Person, @Roles, (select proposals_of(@Person)))
order by f.path limit @Limit;
