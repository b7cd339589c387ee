-- A folder in another one, unless its name is taken there.
with above as (
  select f.id, f.session_code from ophidia_folder f where f.id = ophidia_folder_at(@Root, @Above) for key share
), made as (
  insert into ophidia_folder (parent_id, name, session_code)
  select a.id, @Name, a.session_code from above a
  where not exists (select from ophidia_container k where k.folder_id = a.id and k.name = @Name)
  on conflict do nothing
  returning id
)
select exists (select from above) as known, (select id from made) as made;
