-- One of a person's uploads.
select u.id, u.person_id, u.name, u.file_count, u.bytes, u.received, u.created_at, u.touched_at, u.run_id, exists (select from run r where r.id = u.run_id and r.state in ('queued', 'running')) as is_in_use
from upload u where u.id = @Id and u.person_id = @Person;
