-- Down a session's folders, name by name; the container of that name in the last one. The folder is returned also where there is no such container.
with recursive way as (
  select f.id, 0 as depth from ophidia_folder f where f.session_code = @Session and f.parent_id is null
  union all
  select f.id, way.depth + 1 from way join ophidia_folder f on f.parent_id = way.id and f.name = (@Path::text[])[way.depth + 1]
)
select coalesce(k.id, 0) as id, coalesce(k.name, '') as name, way.id as folder_id, @Session as session, coalesce(k.dimensions, '[]') as dimensions,
  coalesce(k.description, '') as description, coalesce(k.vocabulary, '') as vocabulary,
  ophidia_path(way.id) as path
from way left join ophidia_container k on k.folder_id = way.id and k.name = @Name
where way.depth = cardinality(@Path::text[]);
