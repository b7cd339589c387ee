-- An account becomes a person's. Returned is the person, or nothing if the account is somebody's already.
with connected as (
  insert into outside_account (issuer, subject, person_id, created_at)
  select @Issuer, @Subject, p.id, @Now from person p where p.id = @Person and p.active
  on conflict (issuer, subject) do update set person_id = excluded.person_id where outside_account.person_id = excluded.person_id
  returning person_id
)
select c.person_id from connected c, audit_append(@Now, @Person, 'account-connected', c.person_id::text, jsonb_build_object('issuer', @Issuer::text, 'subject', @Subject::text));
