-- A container in a folder, unless its name is taken there.
with here as (
  select f.id from ophidia_folder f where f.id = ophidia_folder_at(@Root, @Folder) for key share
), made as (
  insert into ophidia_container (folder_id, name, person_id, description, created_at, vocabulary, dimensions)
  select h.id, @Name, @Owner, @Description, @Now, @Vocabulary, @Dimensions::jsonb from here h
  where not exists (select from ophidia_folder f where f.parent_id = h.id and f.name = @Name)
  on conflict do nothing
  returning id
)
select exists (select from here) as known, (select id from made) as made;
