-- A folder goes if nothing is in it.
with here as (
  select ophidia_folder_at(@Root, @Path) as id
), gone as (
  delete from ophidia_folder f using here h
  where f.id = h.id and f.parent_id is not null
    and not exists (select from ophidia_folder b where b.parent_id = h.id)
    and not exists (select from ophidia_container k where k.folder_id = h.id)
  returning f.id
)
select (select id from here) is not null as known, exists (select from gone) as removed;
