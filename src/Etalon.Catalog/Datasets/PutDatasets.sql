-- Datasets with cubes, files, quantities and folders. A staged dataset is completed; any other is left alone and not returned.
insert into dataset as d (
  id, name, description, state, created_by, proposal_id, public, location, external, format, bytes, content_id, run_id, metadata, terms, published_at)
select n.id, n.name, n.description, @State, coalesce(n.created_by, (select r.requested_by from run r where r.id = n.run_id)),
  coalesce(n.proposal_id, proposal_of_outputs(n.run_id)), n.public, n.location, n.external, n.format, n.bytes, n.content_id, n.run_id, n.metadata, n.terms,
  case when @State = 'published' then @Now::timestamptz end
from jsonb_to_recordset(@Datasets::jsonb) as n (
  id uuid, name text, description text, created_by uuid, proposal_id uuid, public boolean, location text, external boolean, format text, bytes bigint,
  content_id text, run_id uuid, metadata jsonb, terms text[])
on conflict (id) do update set
  name = excluded.name, description = excluded.description, state = excluded.state,
  created_by = coalesce(d.created_by, excluded.created_by), proposal_id = coalesce(d.proposal_id, excluded.proposal_id), public = excluded.public, location = excluded.location,
  external = excluded.external, format = excluded.format, bytes = excluded.bytes, content_id = excluded.content_id,
  run_id = coalesce(excluded.run_id, d.run_id), metadata = excluded.metadata, terms = excluded.terms, published_at = excluded.published_at
where d.state = 'staged'
returning d.id;

delete from cube where dataset_id = any (@Ids);

insert into cube (dataset_id, name, position, info, sample_type, axes, shape, unit, bytes, content_id, stats)
select c.* from jsonb_to_recordset(@Cubes::jsonb) as c (
  dataset_id uuid, name text, position int, info jsonb, sample_type text, axes text[], shape bigint[], unit text, bytes bigint,
  content_id text, stats jsonb);

delete from file where dataset_id = any (@Ids);

insert into file (dataset_id, path, bytes, checksum)
select f.* from jsonb_to_recordset(@Files::jsonb) as f (dataset_id uuid, path text, bytes bigint, checksum text);

insert into metadata_key (name, si_unit)
select distinct q.key, q.si_unit from jsonb_to_recordset(@Quantities::jsonb) as q (key text, si_unit text)
where not exists (select from metadata_key k where k.name = q.key and k.si_unit = q.si_unit)
order by 1, 2
on conflict do nothing;

delete from metadata_quantity where dataset_id = any (@Ids);

insert into metadata_quantity (dataset_id, key_id, si_value, value, unit)
select q.dataset_id, k.id, q.si_value, q.value, q.unit
from jsonb_to_recordset(@Quantities::jsonb) as q (
  dataset_id uuid, key text, value double precision, unit text, si_value double precision, si_unit text)
join metadata_key k on k.name = q.key and k.si_unit = q.si_unit;

insert into folder_dataset (folder_id, dataset_id)
select g.* from jsonb_to_recordset(@Folders::jsonb) as g (folder_id uuid, dataset_id uuid)
on conflict do nothing;
