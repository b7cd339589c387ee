-- Whose account it is. Two who come with the same one wait for each other.
select pg_advisory_xact_lock(hashtextextended(@Issuer || ' ' || @Subject, 0));

select p.id, p.name, p.roles, p.active
from outside_account o join person p on p.id = o.person_id where o.issuer = @Issuer and o.subject = @Subject;
