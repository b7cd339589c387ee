-- What is in a folder, or the cubes of the container at a path; below it as well if that is asked for.
with recursive place as (
  select coalesce(p.folder, p.above) as id, case when p.folder is null then @Name end as only_container
  from (select ophidia_folder_at(@Root, @Path) as folder, ophidia_folder_at(@Root, @Above) as above) p
), below as (
  select p.id, '' as path from place p where p.id is not null
  union all
  select f.id, b.path || f.name || '/' from below b join ophidia_folder f on f.parent_id = b.id
  where @Recursive and (select only_container from place) is null
)
select l.path, l.container_id, l.cube_id, l.description, l.measure, l.level, l.source
from (
  select b.path || f.name || '/' as path, null::bigint as container_id, null::bigint as cube_id,
    null::text as description, null::text as measure, null::int as level, null::text as source
  from below b join ophidia_folder f on f.parent_id = b.id
  where (select only_container from place) is null
  union all
  select b.path || k.name, k.id, c.id, c.description, c.measure, c.level, c.source
  from below b join ophidia_container k on k.folder_id = b.id
  left join ophidia_cube c on @Cubes and c.container_id = k.id
    and (@Measure::text is null or c.measure like @Measure) and (@Source::text is null or c.source like @Source)
    and (@Level::int is null or c.level = @Level)
  where @Containers and (@Container::text is null or k.name like @Container) and (c.id is not null or not @Filtered)
    and ((select only_container from place) is null or k.name = (select only_container from place))
) l
order by l.container_id is not null, l.path collate "C", l.cube_id;
