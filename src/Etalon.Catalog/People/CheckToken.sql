-- Whose token this is, if it counts. Its last use is noted once a minute, not at every request.
with known as (
  select t.id, t.last_used_at, t.scopes, t.expires_at, p.id as person_id, p.name, p.roles
  from token t join person p on p.id = t.person_id
  where t.sha256 = @Sha256 and t.revoked_at is null and (t.expires_at is null or t.expires_at > @Now) and p.active
), noted as (
  update token t set last_used_at = @Now
  from known where t.id = known.id and (known.last_used_at is null or known.last_used_at < @Now - interval '1 minute')
)
select k.id as token_id, k.person_id, k.name, k.roles, k.scopes, k.expires_at from known k;
