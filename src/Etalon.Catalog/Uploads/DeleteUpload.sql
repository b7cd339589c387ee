-- Forgets one of a person's uploads, unless a run is reading it.
delete from upload u
where u.id = @Id and u.person_id = @Person
  and not exists (select from run r where r.id = u.run_id and r.state in ('queued', 'running'));
