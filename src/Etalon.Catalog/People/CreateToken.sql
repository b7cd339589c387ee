-- A token for somebody who is active, and the note of it.
with made as (
  insert into token (id, person_id, sha256, name, scopes, created_at, expires_at)
  select @Id, p.id, @Sha256, @Name, @Scopes, @Now, @Expires from person p where p.id = @Person and p.active
  returning id
)
select made.id from made,
  audit_append(@Now, @By, 'token-created', @Id::text, jsonb_build_object('person', @Person::uuid, 'name', @Name::text, 'scopes', @Scopes::text[]));
