-- A person's uploads, newest first.
select u.id, u.person_id, u.name, u.file_count, u.bytes, u.received, u.created_at, u.touched_at, u.run_id, exists (select from run r where r.id = u.run_id and r.state in ('queued', 'running')) as is_in_use
from upload u where u.person_id = @Person order by u.id desc;
