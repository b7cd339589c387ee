-- A link for somebody who is active: the caller, or, made by an administrator, anybody.
with forgotten as (
  delete from signin_link l where l.expires_at < @Now - interval '1 day'
), made as (
  insert into signin_link (sha256, person_id, created_at, expires_at)
  select @Sha256, p.id, @Now, @Expires from person p
  where p.name = @Name and p.active and (p.id = @Person::uuid or @Administrator)
  returning person_id
)
select made.person_id from made, audit_append(@Now, @Person, 'signin-link-made', made.person_id::text, '{}');
