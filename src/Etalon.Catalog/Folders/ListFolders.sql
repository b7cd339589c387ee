-- The folders in a folder, or at the top, by name.
select f.id, f.parent_id, f.name, f.created_at, f.created_by
from folder f where f.parent_id is not distinct from @Parent::uuid order by f.name;
