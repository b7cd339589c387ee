-- The samples of a cube exist now.
insert into ophidia_dataset (dataset_id) values (@Dataset) on conflict do nothing;

update ophidia_cube set dataset_id = @Dataset, recipe = @Recipe::jsonb, info = @Info::jsonb, bytes = @Bytes
where id = @Id and dataset_id is null
returning id;
