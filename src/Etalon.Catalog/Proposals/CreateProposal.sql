-- A proposal, and the note of it.
insert into proposal (id, number, title, created_at, created_by) values (@Id, @Number, @Title, @Now, @Person);

select audit_append(@Now, @Person, 'proposal-created', @Id::text, jsonb_build_object('number', @Number::text));
