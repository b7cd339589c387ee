-- Who asked for the run, and what they may do.
select r.requested_by as person, coalesce(p.roles, '{}') as roles
from run r left join person p on p.id = r.requested_by where r.id = @RunId;
