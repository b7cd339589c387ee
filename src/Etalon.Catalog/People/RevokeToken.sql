-- A token of the viewer's (an administrator revokes any) stops to count.
with gone as (
  update token t set revoked_at = coalesce(t.revoked_at, @Now)
  where t.id = @Id and ('administrator' = any (@Roles) or t.person_id = @Person)
  returning t.id
)
select gone.id from gone, audit_append(@Now, @Person, 'token-revoked', gone.id::text, '{}');
