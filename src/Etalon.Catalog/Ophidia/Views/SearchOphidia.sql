-- Metadata of cubes in a folder, and below it if that is asked for. Case does not matter.
with recursive below as (
  select f.id, '' as path from ophidia_folder f where f.id = ophidia_folder_at(@Root, @Path)
  union all
  select f.id, b.path || f.name || '/' from below b join ophidia_folder f on f.parent_id = b.id where @Recursive
)
select b.path || k.name as path, k.id as container_id, c.id as cube_id,
  coalesce(m.item ->> 'variable', '') as variable, m.item ->> 'key' as key, coalesce(m.item ->> 'value', '') as value
from below b join ophidia_container k on k.folder_id = b.id join ophidia_cube c on c.container_id = k.id,
  jsonb_array_elements(c.metadata) with ordinality m (item, place)
where (cardinality(@Containers::text[]) = 0 or k.name ilike any (@Containers::text[]))
  and (cardinality(@Keys::text[]) = 0 or m.item ->> 'key' ilike any (@Keys::text[]))
  and (cardinality(@Values::text[]) = 0 or m.item ->> 'value' ilike any (@Values::text[]))
order by (b.path || k.name) collate "C", c.id, m.place;
