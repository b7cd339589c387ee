-- The newest earlier run of the operator, one with the same name first.
select r.id as run_id, r.cache_key, r.cache_document as document, r.state
from run r
where r.operator = @Operator and r.cache_document is not null and r.id < @Before
  and (may_see_all(@Roles) or r.requested_by = @Person)
order by (r.name = @Name) desc, r.id desc limit 1;
