-- Datasets that the viewer may see come into a folder, others leave it.
insert into folder_dataset (folder_id, dataset_id)
select f.id, d.id from folder f, dataset d
where f.id = @Folder and d.id = any (@Add) and d.state = 'published' and may_see(d, @Person, @Roles, (select proposals_of(@Person)))
on conflict do nothing;

delete from folder_dataset where folder_id = @Folder and dataset_id = any (@Remove);

select exists (select from folder f where f.id = @Folder);
