-- Forgets uploads that were brought in, and those of which nothing has come for long.
delete from upload u
where exists (select from run r where r.id = u.run_id and r.state = 'done')
   or (u.touched_at < @Before and not exists (select from run r where r.id = u.run_id and r.state in ('queued', 'running')))
returning u.id, u.person_id;
