-- Each cube below a folder with what made it.
with recursive below as (
  select ophidia_folder_at(@Root, @Path) as id
  union all
  select f.id from below b join ophidia_folder f on f.parent_id = b.id
)
select c.id, c.container_id, c.operator, c.source,
  array (select p.id from ophidia_cube p where p.id = any (c.parents) order by array_position(c.parents, p.id)) as parents,
  array (select p.container_id from ophidia_cube p where p.id = any (c.parents) order by array_position(c.parents, p.id)) as parent_containers
from below b join ophidia_container k on k.folder_id = b.id join ophidia_cube c on c.container_id = k.id
where (@Cube::bigint is null or c.id = @Cube or c.parents @> array[@Cube::bigint])
  and (@Operator::text is null or c.operator ilike @Operator)
  and (@Container::text is null or k.name like @Container)
order by c.id;
