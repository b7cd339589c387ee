-- A person's accounts with an issuer go, and with them what it gave: roles, and the proposals into which it let them.
with gone as (
  delete from outside_account o where o.person_id = @Person and o.issuer = @Issuer returning o.person_id
), parted as (
  delete from proposal_member m using gone g where m.person_id = g.person_id and m.issuer = @Issuer
), changed as (
  update person p set roles = array(select r from unnest(p.roles) r where not r = any (@ManagedRoles::text[]))
  from gone g where p.id = g.person_id
)
select audit_append(@Now, @Person, 'account-disconnected', g.person_id::text, jsonb_build_object('issuer', @Issuer::text)) from gone g limit 1;
