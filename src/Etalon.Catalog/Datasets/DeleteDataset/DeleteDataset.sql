-- The record stays, the files go (a sweep removes them), unless they were never ours.
update dataset d set
  state = 'deleted', deleted_at = @Now, deleted_by = @Person, purged_at = case when d.external then @Now::timestamptz end
where d.id = @Id;

select distinct o.dataset_id
from run_input i join run_output o on o.run_id = i.run_id join dataset d on d.id = o.dataset_id
where i.dataset_id = @Id and d.state = 'published' and may_see(d, @Person, @Roles, (select proposals_of(@Person))) limit 100;

select pg_notify('etalon', 'dataset ' || @Id::text || ' deleted'), audit_append(@Now, @Person, 'dataset-deleted', @Id::text, '{}');
