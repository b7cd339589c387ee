-- A password for somebody who is active, set by the person or by an administrator, and the note of it. Whoever came in with the one
-- before is out.
with changed as (
  update person p set password_salt = @Salt, password_key = @Key, password_rounds = @Rounds
  where p.name = @Name and p.active and (p.id = @Person or @Administrator)
  returning p.id
), ended as (
  update session s set ended_at = @Now from changed
  where s.person_id = changed.id and s.ended_at is null and s.id is distinct from @Session::uuid
)
select changed.id from changed, audit_append(@Now, @Person, 'password-set', changed.id::text, '{}');
