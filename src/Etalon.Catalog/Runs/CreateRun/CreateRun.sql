-- A run, its inputs and its job. The inputs are locked until the end, so that none is deleted between the look and the insert;
-- returned are the inputs that may be used.
select d.id
from dataset d
where d.id = any (@Datasets) and d.state = 'published' and may_see(d, @Person, @Roles, (select proposals_of(@Person)))
order by d.id for share;

insert into run (
  id, kind, name, operator, version, state, spec, cache_key, cache_document, requested_by, started_at, journal, log)
values (
  @Id, @Kind, @Name, @Operator, @Version, case when @TakenBy::text is null then 'queued' else 'running' end, @Spec::jsonb, @CacheKey,
  @CacheDocument::jsonb, @Person, case when @TakenBy::text is not null then @Now::timestamptz end, @Journal, @Log);

insert into run_input (run_id, port, position, dataset_id, cube)
select @Id, i.port, i.position, i.dataset_id, i.cube
from unnest(@Ports::text[], @Positions::int[], @Datasets::uuid[], @Cubes::text[]) as i (port, position, dataset_id, cube)
join dataset d on d.id = i.dataset_id;

insert into job (
  run_id, person_id, expected_seconds, queued_at, class, priority, state, attempts, taken_by, taken_at, heartbeat_at, lease_until, limit_seconds)
select @Id, @Person, @ExpectedSeconds, @Now, @Class, @Priority, case when taken then 'taken' else 'waiting' end, taken::int, @TakenBy::text,
  case when taken then @Now::timestamptz end, case when taken then @Now::timestamptz end,
  case when taken then @LeaseUntil::timestamptz end, @LimitSeconds
from (select @TakenBy::text is not null) as t (taken);

select pg_notify('etalon', 'run ' || @Id::text || case when @TakenBy::text is null then ' queued' else ' running' end);
