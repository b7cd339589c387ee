-- Counts a part that has come whole, if nothing else has come since.
update upload u set received = u.received + @Count, touched_at = @Now
where u.id = @Id and u.received = @Offset
returning u.id, u.person_id, u.name, u.file_count, u.bytes, u.received, u.created_at, u.touched_at, u.run_id, exists (select from run r where r.id = u.run_id and r.state in ('queued', 'running')) as is_in_use;
