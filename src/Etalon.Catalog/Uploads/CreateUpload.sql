-- A new upload, or the one of the same files that another request has begun meanwhile; nothing where the person has too many.
insert into upload as u (id, person_id, name, files, file_count, files_sha256, bytes, touched_at)
select @Id, @Person, @Name, @Files, @Count, @Sha256, @Bytes, @Now
from (select count(*) as count, coalesce(sum(o.bytes), 0) as bytes from upload o where o.person_id = @Person) begun
where begun.count < @MostUploads and begun.bytes + @Bytes <= @MostBytes
on conflict (person_id, files_sha256) do update set touched_at = excluded.touched_at
returning u.id, u.person_id, u.name, u.file_count, u.bytes, u.received, u.created_at, u.touched_at, u.run_id, false as is_in_use;
