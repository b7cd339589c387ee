-- A cube goes. Returned: the datasets made for it or for cubes before it that nobody needs any more, neither as samples nor in a recipe.
with gone as (
  delete from ophidia_cube c where c.id = @Id returning c.dataset_id, c.recipe
), candidate as (
  select g.dataset_id as id from gone g where g.dataset_id is not null
  union
  select (step ->> 'dataset')::uuid from gone g, jsonb_array_elements(g.recipe) step where g.dataset_id is null and step ? 'dataset'
)
select k.id from candidate k join ophidia_dataset o on o.dataset_id = k.id join dataset d on d.id = k.id
where d.state = 'published'
  and not exists (select from ophidia_cube c where c.dataset_id = k.id and c.id <> @Id)
  and not exists (
    select from ophidia_cube c
    where c.dataset_id is null and c.id <> @Id and c.recipe @> jsonb_build_array(jsonb_build_object('dataset', k.id::text)));
