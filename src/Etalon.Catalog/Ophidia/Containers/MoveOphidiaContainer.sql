-- A container gets another folder and name, unless that name is taken there.
with here as (
  select ophidia_folder_at(@Root, @Folder) as id
), moved as (
  update ophidia_container k set folder_id = h.id, name = @Name from here h
  where k.id = @Id and h.id is not null
    and not exists (select from ophidia_folder f where f.parent_id = h.id and f.name = @Name)
    and not exists (select from ophidia_container o where o.folder_id = h.id and o.name = @Name and o.id <> k.id)
  returning k.id
)
select (select id from here) is not null as known, exists (select from moved) as moved;
