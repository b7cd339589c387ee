-- Down a path, name by name.
with recursive way as (
  select f.id, f.parent_id, f.name, f.created_at, f.created_by, 1 as depth
  from folder f where f.parent_id is null and f.name = (@Names::text[])[1]
  union all
  select f.id, f.parent_id, f.name, f.created_at, f.created_by, way.depth + 1
  from way join folder f on f.parent_id = way.id and f.name = (@Names::text[])[way.depth + 1]
)
select id, parent_id, name, created_at, created_by from way where depth = cardinality(@Names::text[]);
