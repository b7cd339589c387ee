-- The owner of a session and its guests.
select p.name, 'owner' as role from ophidia_session s join person p on p.id = s.person_id where s.code = @Session
union all
(select p.name, g.role from ophidia_guest g join person p on p.id = g.person_id where g.session_code = @Session order by p.name);
