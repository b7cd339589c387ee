-- Somebody leaves a proposal. Returned is the person, or nothing if they did not belong to it.
with gone as (
  delete from proposal_member m using person q
  where m.proposal_id = @Id and q.id = m.person_id and q.name = @Name returning m.person_id
)
select g.person_id from gone g, audit_append(@Now, @Person, 'member-removed', @Id::text, jsonb_build_object('person', g.person_id));
