-- Published datasets that the viewer may see, newest first; keyset paging on the identifier, which carries the time.
select d.id, d.name, d.description, d.state, d.created_at, d.created_by, d.public, d.location, d.external, d.format, d.bytes,
  d.content_id, d.run_id
from dataset d
where d.state = 'published' and may_see(d, @Person, @Roles) and d.id < @Before
order by d.id desc limit @Limit;
