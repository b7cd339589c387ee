-- Somebody came in with an account: what the issuer says of them counts from now on, and what changed is noted.
update outside_account set used_at = @Now where issuer = @Issuer and subject = @Subject;

update person p set full_name = coalesce(nullif(@FullName, ''), p.full_name), email = coalesce(nullif(@Email, ''), p.email)
where p.id = @Person and (p.full_name, p.email) is distinct from (coalesce(nullif(@FullName, ''), p.full_name), coalesce(nullif(@Email, ''), p.email));

with wanted as (
  select p.id, array(
    select r from unnest(p.roles) r where not r = any (@ManagedRoles::text[]) union select r from unnest(@GivenRoles::text[]) r order by 1) as roles
  from person p where p.id = @Person
), changed as (
  update person p set roles = w.roles from wanted w
  where p.id = w.id and not (p.roles <@ w.roles and w.roles <@ p.roles)
  returning p.id, p.roles
)
select audit_append(@Now, null, 'person-changed', c.id::text, jsonb_build_object('roles', c.roles, 'issuer', @Issuer::text)) from changed c;

with gone as (
  delete from proposal_member m using proposal q
  where m.person_id = @Person and m.issuer = @Issuer and q.id = m.proposal_id and not q.number = any (@Proposals::text[])
  returning m.proposal_id
)
select audit_append(@Now, null, 'member-removed', g.proposal_id::text, jsonb_build_object('person', @Person::uuid, 'issuer', @Issuer::text)) from gone g;

with added as (
  insert into proposal_member (proposal_id, person_id, added_at, issuer)
  select q.id, @Person, @Now, @Issuer from proposal q where q.number = any (@Proposals::text[])
  on conflict do nothing
  returning proposal_id
)
select audit_append(@Now, null, 'member-added', a.proposal_id::text, jsonb_build_object('person', @Person::uuid, 'issuer', @Issuer::text)) from added a;

select p.id, p.name, p.roles from person p where p.id = @Person;
