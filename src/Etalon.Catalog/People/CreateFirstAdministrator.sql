-- The first person, with a token; nothing if there is anybody yet. The lock keeps two servers' first starts apart.
select pg_advisory_xact_lock(x'6669727374'::bigint);

with made as (
  insert into person (id, name, roles, created_at)
  select @PersonId, @Name, array['administrator'], @Now
  where not exists (select from person)
  returning id
)
insert into token (id, person_id, sha256, name, scopes, created_at)
select @TokenId, made.id, @Sha256, 'first', array['all'], @Now from made
returning id;
