-- Cubes that the viewer may see: their own, and those of sessions that are theirs or that they are guests of.
select c.id, c.container_id, c.operator, c.measure, c.measure_type, c.dimensions, c.recipe, c.info, c.level, c.source, c.description, c.created_at,
  c.hosts, c.fragments, c.fragment_rows, c.bytes, c.dataset_id, c.parents, c.metadata, k.name as container, f.session_code as session
from ophidia_cube c join ophidia_container k on k.id = c.container_id join ophidia_folder f on f.id = k.folder_id
where c.id = any (@Ids) and (
  @Administrator or c.person_id = @Person
  or exists (select from ophidia_session s where s.code = f.session_code and s.person_id = @Person)
  or exists (select from ophidia_guest g where g.session_code = f.session_code and g.person_id = @Person));
