-- Whose session this is, if it counts: not ended, not past its time, and used not too long ago. Its last use is noted once a minute.
with known as (
  select s.id, s.used_at, s.expires_at, p.id as person_id, p.name, p.full_name, p.roles
  from session s join person p on p.id = s.person_id
  where s.sha256 = @Sha256 and s.ended_at is null and s.expires_at > @Now and s.used_at > @IdleSince and p.active
), noted as (
  update session s set used_at = @Now from known where s.id = known.id and known.used_at < @Now - interval '1 minute'
)
select k.id as session_id, k.person_id, k.name, k.full_name, k.roles, k.expires_at from known k;
