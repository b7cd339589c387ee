-- The viewer's tokens (an administrator sees all), newest first.
select t.id, t.person_id, t.name, t.scopes, t.created_at, t.expires_at, t.revoked_at, t.last_used_at
from token t where 'administrator' = any (@Roles) or t.person_id = @Person order by t.id desc;
