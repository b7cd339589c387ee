-- The run is done, if this worker still has it and nobody asked to stop it. Returned is the run, or nothing.
update run r set
  state = 'done', finished_at = @Now, statistics = coalesce(@Statistics::jsonb, r.statistics), journal = coalesce(@Journal, r.journal)
where r.id = @RunId and r.state = 'running' and r.cancel_requested_at is null
  and exists (select from job j where j.run_id = r.id and j.state = 'taken' and j.taken_by = @TakenBy)
returning r.id;

update job set state = 'finished', lease_until = null where run_id = @RunId and state = 'taken' and taken_by = @TakenBy;
