-- Runs of the viewer's (staff and administrators see all), newest first.
select r.id, r.kind, r.name, r.operator, r.version, r.state, r.created_at, r.started_at, r.finished_at, r.requested_by,
  r.cancel_requested_at is not null as cancel_requested, r.progress, r.refusal
from run r
where r.id < @Before and (may_see_all(@Roles) or r.requested_by = @Person)
  and (@State::text is null or r.state = @State) and (@Operator::text is null or r.operator = @Operator)
order by r.id desc limit @Limit;
