-- A container by its number in a session, or by its name in a folder.
select k.id, k.name, k.folder_id, f.session_code as session, k.dimensions, k.description, k.vocabulary, ophidia_path(k.folder_id) as path
from ophidia_container k join ophidia_folder f on f.id = k.folder_id
where case when @Id::bigint is null
  then k.folder_id = ophidia_folder_at(@Root, @Folder) and k.name = @Name
  else k.id = @Id and f.session_code = @Session end;
