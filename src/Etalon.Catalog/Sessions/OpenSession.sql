-- A session for somebody who is active, and the note of it. What has ended long ago is forgotten on the way.
with forgotten as (
  delete from session s where s.expires_at < @Now - interval '7 days'
), opened as (
  insert into session (id, person_id, sha256, way, host, created_at, used_at, expires_at)
  select @Id, p.id, @Sha256, @Way, @Host, @Now, @Now, @Expires from person p where p.id = @Person and p.active
  returning id, person_id, expires_at
)
select o.id as session_id, p.id as person_id, p.name, p.full_name, p.roles, o.expires_at
from opened o join person p on p.id = o.person_id,
  audit_append(@Now, @Person, 'session-opened', @Id::text, jsonb_build_object('way', @Way::text, 'host', @Host::text));
