-- The next workflow and marker of an open session that the person may use, and the job of the request.
with seen as (
  select s.code, case when s.person_id = @Person then 'owner' else g.role end as role
  from ophidia_session s left join ophidia_guest g on g.session_code = s.code and g.person_id = @Person
  where s.code = @Code and s.ended_at is null and (s.person_id = @Person or (g.role is not null and s.open_to_guests))
), used as (
  update ophidia_session s set used_at = @Now, last_workflow = s.last_workflow + 1, last_marker = s.last_marker + 1
  from seen where s.code = seen.code
  returning s.*, seen.role
), job as (
  insert into ophidia_job (session_code, workflow, marker, name, operator, command, state, created_at, started_at, request)
  select u.code, u.last_workflow, u.last_marker, @Name, @Operator, @Command, 'OPH_STATUS_RUNNING', @Now, @Now, @Request from used u
)
select u.code, u.person_id, f.id as root_folder_id, u.label, u.created_at, u.used_at, u.ended_at, u.strict, u.role,
  u.last_workflow as workflow, u.last_marker as marker
from used u join ophidia_folder f on f.parent_id is null and f.name = u.code;
