-- A person, and the note of it.
insert into person (id, name, full_name, email, roles, created_at) values (@Id, @Name, @FullName, @Email, @Roles, @Now);

select audit_append(@Now, @By, 'person-created', @Id::text, jsonb_build_object('name', @Name::text, 'roles', @Roles::text[]));
