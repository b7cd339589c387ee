-- A view under its id, as it is there or as it is put there now; nothing where somebody has put too many.
with known as (
  select v.id, v.sha256, v.state, v.created_at from saved_view v where v.id = @Id
), made as (
  insert into saved_view (id, sha256, state, created_at, created_by)
  select @Id, @Sha256, @State, @Now, @Person
  where not exists (select from known)
    and (select count(*) from saved_view v where v.created_by is not distinct from @Person::uuid and v.created_at > @Since) < @Most
  -- Two who share the same at one time get the same row.
  on conflict (id) do update set id = excluded.id
  returning id, sha256, state, created_at
)
select id, sha256, state, created_at from known
union all
select id, sha256, state, created_at from made;
