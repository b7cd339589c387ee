-- A person for an account, unless somebody has the name; and the note of it.
with made as (
  insert into person (id, name, full_name, email, created_at) values (@Id, @Name, @FullName, @Email, @Now)
  on conflict (name) do nothing
  returning id, name
)
select made.id from made, audit_append(@Now, null, 'person-created', made.id::text, jsonb_build_object('name', made.name, 'roles', '{}'::text[], 'issuer', @Issuer::text));
