-- The lineage of what was just published, and the news of it.
insert into run_output (run_id, port, position, dataset_id, cube)
select @RunId, o.port, o.position, o.dataset_id, o.cube
from unnest(@Ports::text[], @Positions::int[], @Datasets::uuid[], @Cubes::text[]) as o (port, position, dataset_id, cube);

select pg_notify('etalon', 'dataset ' || d.id || ' published') from unnest(@Published::uuid[]) as d (id);

select pg_notify('etalon', 'run ' || @RunId::text || ' done');
