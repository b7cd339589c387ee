-- A container goes if it is empty or its cubes may go along. Returned: the datasets made for those that nobody needs any more.
with container as (
  select k.id from ophidia_container k where k.id = @Id for update
), cube as (
  select c.id, c.dataset_id, c.recipe from ophidia_cube c join container k on k.id = c.container_id
), gone as (
  delete from ophidia_container k using container d where k.id = d.id and (@WithCubes or not exists (select from cube)) returning k.id
), candidate as (
  select c.dataset_id as id from cube c where c.dataset_id is not null
  union
  select (step ->> 'dataset')::uuid from cube c, jsonb_array_elements(c.recipe) step where c.dataset_id is null and step ? 'dataset'
), needless as (
  select d.id from gone, candidate k join ophidia_dataset o on o.dataset_id = k.id join dataset d on d.id = k.id
  where d.state = 'published'
    and not exists (select from ophidia_cube c where c.dataset_id = k.id and c.container_id <> @Id)
    and not exists (
      select from ophidia_cube c
      where c.dataset_id is null and c.container_id <> @Id and c.recipe @> jsonb_build_array(jsonb_build_object('dataset', k.id::text)))
)
select exists (select from container) as known, exists (select from gone) as removed, array (select id from needless) as datasets;
