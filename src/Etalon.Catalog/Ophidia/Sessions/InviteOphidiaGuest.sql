-- Somebody else than the owner is let into a session, or out, and the note of it.
with guest as (
  select p.id from person p join ophidia_session s on s.code = @Session where p.name = @Name and p.active and p.id <> s.person_id
), gone as (
  delete from ophidia_guest g using guest where g.session_code = @Session and g.person_id = guest.id and @Role::text is null
), come as (
  insert into ophidia_guest (session_code, person_id, role) select @Session, guest.id, @Role::text from guest where @Role::text is not null
  on conflict (session_code, person_id) do update set role = excluded.role
)
select guest.id from guest, audit_append(
  @Now, @By, case when @Role::text is null then 'session-revoked' else 'session-granted' end, guest.id::text,
  jsonb_build_object('session', @Session::text, 'role', @Role::text));
