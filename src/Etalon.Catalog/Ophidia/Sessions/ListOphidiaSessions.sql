-- The open sessions of a person, and those of others that they are let into.
select s.code, s.person_id, f.id as root_folder_id, s.label, s.created_at, s.used_at, s.ended_at, s.strict,
  case when s.person_id = @Person then 'owner' else g.role end as role, s.last_workflow as workflow, s.last_marker as marker
from ophidia_session s
join ophidia_folder f on f.parent_id is null and f.name = s.code
left join ophidia_guest g on g.session_code = s.code and g.person_id = @Person
where s.ended_at is null and (s.person_id = @Person or (g.role is not null and s.open_to_guests))
order by s.used_at desc, s.code;
