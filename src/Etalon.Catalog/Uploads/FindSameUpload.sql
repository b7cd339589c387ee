-- The person's upload of the same files; somebody wants to go on with it, so its time begins anew.
update upload u set touched_at = @Now
where u.person_id = @Person and u.files_sha256 = @Sha256
returning u.id, u.person_id, u.name, u.file_count, u.bytes, u.received, u.created_at, u.touched_at, u.run_id, exists (select from run r where r.id = u.run_id and r.state in ('queued', 'running')) as is_in_use;
