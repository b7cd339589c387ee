-- One generation up: the runs that made these datasets, and what they read.
with made as (select o.run_id, o.port, o.dataset_id, o.cube from run_output o where o.dataset_id = any (@Datasets))
select m.run_id, true as output, m.port, m.dataset_id, m.cube from made m
union
select i.run_id, false, i.port, i.dataset_id, i.cube from run_input i where i.run_id in (select m.run_id from made m)
limit @Limit;
