-- A folder goes, with those below it if that was asked for. Datasets stay. Returned: whether it was there, whether it was removed.
with recursive below as (
  select f.id, 0 as depth from folder f where f.id = @Id
  union all
  select f.id, below.depth + 1 from below join folder f on f.parent_id = below.id
), empty as (
  select @Recursive or (
    not exists (select from below where depth > 0)
    and not exists (select from folder_dataset g where g.folder_id = @Id)) as yes
), gone as (
  delete from folder f using below, empty where f.id = below.id and empty.yes returning f.id
)
select exists (select from below) as known, exists (select from gone) as removed;
