-- A folder gets another parent and name, unless the parent is inside it. The lock keeps two moves from making a ring.
select pg_advisory_xact_lock(x'666f6c646572'::bigint);

with recursive above as (
  select f.id, f.parent_id from folder f where f.id = @Parent::uuid
  union all
  select f.id, f.parent_id from above join folder f on f.id = above.parent_id
)
select exists (select from folder f where f.id = @Id) and (@Parent::uuid is null or exists (select from above)) as known,
  exists (select from above where above.id = @Id) as inside;

update folder f set parent_id = @Parent, name = @Name
where f.id = @Id;
