-- Everybody.
select p.id, p.name, p.full_name, p.email, p.roles, p.active, p.created_at from person p order by p.name;
