-- What a person may do and whether they count at all. Whoever counts no more is out at once: their sessions end, their tokens are looked at anew.
with changed as (
  update person p set roles = coalesce(@PersonRoles::text[], p.roles), active = coalesce(@Active, p.active)
  where p.name = @Name
  returning p.id, p.name, p.full_name, p.email, p.roles, p.active, p.created_at
), ended as (
  update session s set ended_at = @Now from changed c where s.person_id = c.id and not c.active and s.ended_at is null
)
select c.id, c.name, c.full_name, c.email, c.roles, c.active, c.created_at
from changed c, audit_append(@Now, @Person, 'person-changed', c.id::text, jsonb_build_object('roles', c.roles, 'active', c.active));
