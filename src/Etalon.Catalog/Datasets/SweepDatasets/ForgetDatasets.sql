-- The files are gone: staged records go too, deleted ones remember it.
delete from metadata_quantity q using dataset d where q.dataset_id = d.id and d.id = any (@Ids) and d.state = 'staged';

delete from cube c using dataset d where c.dataset_id = d.id and d.id = any (@Ids) and d.state = 'staged';

delete from file f using dataset d where f.dataset_id = d.id and d.id = any (@Ids) and d.state = 'staged';

delete from dataset where id = any (@Ids) and state = 'staged';

update dataset set purged_at = @Now where id = any (@Ids) and state = 'deleted' and purged_at is null;
