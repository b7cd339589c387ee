-- One generation down: the runs that read these datasets, and what they made.
with used as (select i.run_id, i.port, i.dataset_id, i.cube from run_input i where i.dataset_id = any (@Datasets))
select u.run_id, false as output, u.port, u.dataset_id, u.cube from used u
where exists (select from run_output o where o.run_id = u.run_id)
union
select o.run_id, true, o.port, o.dataset_id, o.cube from run_output o where o.run_id in (select u.run_id from used u)
limit @Limit;
