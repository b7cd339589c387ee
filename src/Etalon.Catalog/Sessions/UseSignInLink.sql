-- Whose link this is, if it was not used and its time has not passed; the next one who comes with it finds it used.
update signin_link l set used_at = @Now from person p
where l.sha256 = @Sha256 and l.used_at is null and l.expires_at > @Now and p.id = l.person_id and p.active
returning p.id, p.name, p.roles;
