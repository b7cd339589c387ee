-- The files are gone: staged records go too, deleted ones remember it.
delete from dataset where id = any (@Ids) and state = 'staged';

update dataset set purged_at = @Now where id = any (@Ids) and state = 'deleted' and purged_at is null;
