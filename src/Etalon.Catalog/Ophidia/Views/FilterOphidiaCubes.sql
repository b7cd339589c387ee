-- Cubes in a folder of a session, or in the folders below it as deep as asked for, that fit the conditions; null stands for no condition.
with recursive way as (
  select f.id, 0 as depth from ophidia_folder f where f.session_code = @Session and f.parent_id is null
  union all
  select f.id, way.depth + 1 from way join ophidia_folder f on f.parent_id = way.id and f.name = (@Path::text[])[way.depth + 1]
), below as (
  select way.id, 0 as depth from way where way.depth = cardinality(@Path::text[])
  union all
  select f.id, below.depth + 1 from below join ophidia_folder f on f.parent_id = below.id where below.depth < @Depth
)
select c.id, c.container_id, k.name as container, c.level, c.measure, c.parents
from below join ophidia_container k on k.folder_id = below.id join ophidia_cube c on c.container_id = k.id
where (@Keys::text[] is null and @Values::text[] is null) or @Negated <> exists (
  select from jsonb_array_elements(c.metadata) m
  where (@Keys::text[] is null or m ->> 'key' = any (@Keys)) and (@Values::text[] is null or m ->> 'value' = any (@Values)))
order by c.id
limit @Most;
