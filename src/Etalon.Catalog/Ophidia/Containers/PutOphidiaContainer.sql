-- A container in a folder; one of that name that is there already stays as it is.
with made as (
  insert into ophidia_container (folder_id, name, person_id, description, created_at, vocabulary, dimensions)
  values (@FolderId, @Name, @Person, @Description, @Now, @Vocabulary, @Dimensions::jsonb)
  on conflict (folder_id, name) do nothing
  returning id
)
select id from made
union all
select k.id from ophidia_container k where k.folder_id = @FolderId and k.name = @Name
limit 1;
