-- The newest requests of a session, or one request with its tasks; oldest first.
select * from (
  select j.workflow, j.marker, j.parent, j.name, j.operator, j.command, j.state, j.created_at, j.ended_at, j.progress
  from ophidia_job j
  where j.session_code = @Session and (
    j.workflow = @Workflow::bigint
    or j.workflow = (select m.workflow from ophidia_job m where m.session_code = @Session and m.marker = @Marker::bigint)
    or (@Workflow::bigint is null and @Marker::bigint is null and j.parent is null))
  order by j.marker desc limit @Most
) newest order by newest.marker;
