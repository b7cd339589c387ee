-- The next marker of a session, and a task under it.
with used as (
  update ophidia_session set last_marker = last_marker + 1 where code = @Session returning last_marker
)
insert into ophidia_job (session_code, workflow, marker, parent, name, operator, state, created_at, started_at)
select @Session, @Workflow, used.last_marker, @Parent, @Name, @Operator, 'OPH_STATUS_RUNNING', @Now, @Now from used
returning marker;
