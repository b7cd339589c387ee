-- Datasets of the viewer's (staff and administrators give anybody's) come to a proposal, or, without one, are their owner's alone again.
with given as (
  update dataset d set proposal_id = @Proposal::uuid
  where d.id = any (@Datasets) and d.state = 'published' and (may_see_all(@Roles) or d.created_by = @Person)
    and (@From::uuid is null or d.proposal_id = @From)
  returning d.id
), noted as (
  select g.id, audit_append(@Now, @Person, 'dataset-given', g.id::text, jsonb_build_object('proposal', @Proposal::uuid)) from given g
)
select n.id from noted n order by n.id;
