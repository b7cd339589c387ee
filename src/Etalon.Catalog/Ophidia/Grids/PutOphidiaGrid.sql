-- A grid in a container, unless there is one of that name.
with made as (
  insert into ophidia_grid (container_id, name, created_at, dimensions)
  values (@Container, @Name, @Now, @Dimensions::jsonb)
  on conflict (container_id, name) do nothing
  returning name, dimensions
)
select name, dimensions, true as is_new from made
union all
select name, dimensions, false from ophidia_grid where container_id = @Container and name = @Name
limit 1;
