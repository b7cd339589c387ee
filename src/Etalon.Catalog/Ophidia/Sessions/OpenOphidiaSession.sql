-- A session, and the root folder that is called by its code.
with made as (
  insert into ophidia_session (code, person_id, label, created_at, used_at) values (@Code, @Person, @Label, @Now, @Now) returning *
), folder as (
  insert into ophidia_folder (parent_id, name, session_code) values (null, @Code, @Code) returning id
)
select made.code, made.person_id, folder.id as root_folder_id, made.label, made.created_at, made.used_at, made.ended_at, made.strict,
  'owner'::text as role, 0::bigint as workflow, 0::bigint as marker
from made, folder;
