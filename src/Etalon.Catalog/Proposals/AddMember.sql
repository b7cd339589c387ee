-- Somebody who is active comes into a proposal; once more does no harm. Returned is the person, or nothing.
with known as (
  select q.id from person q where q.name = @Name and q.active
), added as (
  insert into proposal_member (proposal_id, person_id, added_at, added_by)
  select @Id, k.id, @Now, @Person from known k on conflict do nothing returning person_id
), noted as (
  select audit_append(@Now, @Person, 'member-added', @Id::text, jsonb_build_object('person', a.person_id)) from added a
)
select k.id from known k left join noted on true;
