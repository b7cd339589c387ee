-- Who belongs to a proposal, by name.
select q.id, q.name, q.full_name, m.added_at
from proposal_member m join person q on q.id = m.person_id where m.proposal_id = @Id order by q.name;
