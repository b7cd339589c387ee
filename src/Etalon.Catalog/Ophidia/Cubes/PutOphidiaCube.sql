-- A new cube; what is known of its first parent's measure and dimensions goes along.
with owned as (
  insert into ophidia_dataset (dataset_id) select @DatasetId::uuid where @OwnsDataset and @DatasetId::uuid is not null on conflict do nothing
)
insert into ophidia_cube (
  container_id, person_id, created_at, operator, measure, measure_type, level, source, description, dimensions, hosts, fragments, fragment_rows,
  bytes, recipe, dataset_id, info, parents, metadata)
select @ContainerId, @Person, @Now, @Operator, @Measure, @MeasureType, @Level, @Source, @Description, @Dimensions::jsonb, @Hosts, @Fragments, @FragmentRows,
  @Bytes, @Recipe::jsonb, @DatasetId, @Info::jsonb, @Parents,
  coalesce(@Metadata::jsonb, (select p.metadata from ophidia_cube p where p.id = (@Parents::bigint[])[1]), '[]')
where exists (select from ophidia_container k where k.id = @ContainerId for key share)
returning id;
