-- A folder at the top, or in one that exists.
insert into folder (id, parent_id, name, created_at, created_by)
select @Id, @Parent, @Name, @Now, @Person
where @Parent::uuid is null or exists (select from folder p where p.id = @Parent::uuid for key share)
returning id, parent_id, name, created_at, created_by;
