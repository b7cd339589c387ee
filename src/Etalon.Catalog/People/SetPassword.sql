-- A password for somebody who is active, set by the person or by an administrator, and the note of it.
with changed as (
  update person p set password_salt = @Salt, password_key = @Key, password_rounds = @Rounds
  where p.name = @Name and p.active and (p.id = @Person or @Administrator)
  returning p.id
)
select changed.id from changed, audit_append(@Now, @Person, 'password-set', changed.id::text, '{}');
