-- How many jobs of a person wait in the queues.
select count(*) from job j where j.person_id is not distinct from @Person and j.state = 'waiting';
