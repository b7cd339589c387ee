-- What is kept of an active person's password.
select p.id, p.name, p.roles, p.password_salt, p.password_key, p.password_rounds
from person p where p.name = @Name and p.active and p.password_key is not null;
