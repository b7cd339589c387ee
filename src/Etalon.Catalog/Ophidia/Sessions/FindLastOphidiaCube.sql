-- The newest cube of the containers in a session's folders.
select c.container_id, c.id
from ophidia_cube c join ophidia_container k on k.id = c.container_id join ophidia_folder f on f.id = k.folder_id
where f.session_code = @Session order by c.id desc limit 1;
