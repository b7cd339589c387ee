-- Up and down from a cube; those that are gone are passed over. A parent has a lower number than what was made from it.
with recursive up as (
  select @Id::bigint as id
  union
  select p.id from up join ophidia_cube c on c.id = up.id join ophidia_cube p on p.id = any (c.parents) where @Up
), down as (
  select @Id::bigint as id
  union
  select c.id from down join ophidia_cube c on c.parents @> array[down.id] where @Down
)
select c.id, c.container_id, c.operator, c.source,
  array (select p.id from ophidia_cube p where p.id = any (c.parents) order by array_position(c.parents, p.id)) as parents,
  array (select p.container_id from ophidia_cube p where p.id = any (c.parents) order by array_position(c.parents, p.id)) as parent_containers
from ophidia_cube c where c.id in (select id from up union select id from down)
order by c.id;
