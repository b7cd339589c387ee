-- A folder gets another parent and name: into the folder at the new path if there is one. The lock keeps two moves from making a ring.
select pg_advisory_xact_lock(x'6f7068666f6c'::bigint);

with recursive place as (
  select s.source, coalesce(s.into_there, s.above) as parent, case when s.into_there is null then @Name else @Old end as name
  from (select ophidia_folder_at(@Root, @From) as source, ophidia_folder_at(@Root, @To) as into_there, ophidia_folder_at(@Root, @Above) as above) s
), above as (
  select f.id, f.parent_id from place p join ophidia_folder f on f.id = p.parent
  union all
  select f.id, f.parent_id from above join ophidia_folder f on f.id = above.parent_id
)
select p.source is not null as source, p.parent is not null as target,
  exists (select from above where above.id = p.source) as inside,
  exists (select from ophidia_folder f where f.parent_id = p.parent and f.name = p.name and f.id <> p.source)
    or exists (select from ophidia_container k where k.folder_id = p.parent and k.name = p.name) as taken
from place p;

with place as (
  select s.source, coalesce(s.into_there, s.above) as parent, case when s.into_there is null then @Name else @Old end as name
  from (select ophidia_folder_at(@Root, @From) as source, ophidia_folder_at(@Root, @To) as into_there, ophidia_folder_at(@Root, @Above) as above) s
)
update ophidia_folder f set parent_id = p.parent, name = p.name
from place p
where f.id = p.source and p.parent is not null and p.parent <> p.source
  and not exists (select from ophidia_folder o where o.parent_id = p.parent and o.name = p.name and o.id <> f.id);
