-- The viewer's proposals (staff and administrators see all), newest first.
select p.id, p.number, p.title, p.created_at, (select count(*) from proposal_member m where m.proposal_id = p.id) as members
from proposal p
where (may_see_all(@Roles) or p.id = any ((select proposals_of(@Person))::uuid[])) and (@Id::uuid is null or p.id = @Id)
order by p.id desc;
