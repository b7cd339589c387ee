-- The folders in a folder, or at the top, by name: those that the viewer made, and those that hold, at whatever depth, a dataset that the viewer
-- may see or a folder of the viewer's. Names tell much; those of others' empty folders are none of the viewer's business.
select f.id, f.parent_id, f.name, f.created_at, f.created_by
from folder f
where f.parent_id is not distinct from @Parent::uuid and (may_see_all(@Roles) or exists (
  with recursive below as (
    select f.id, f.created_by
    union all
    select g.id, g.created_by from below b join folder g on g.parent_id = b.id
  )
  select from below b
  where b.created_by = @Person or exists (
    select from folder_dataset h join dataset d on d.id = h.dataset_id
    where h.folder_id = b.id and d.state = 'published' and may_see(d, @Person, @Roles, (select proposals_of(@Person))))))
order by f.name;
