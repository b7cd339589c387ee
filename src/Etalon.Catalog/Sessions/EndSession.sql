-- A session of the person's ends.
with ended as (
  update session s set ended_at = @Now where s.id = @Id and s.person_id = @Person and s.ended_at is null returning s.id
)
select ended.id from ended, audit_append(@Now, @Person, 'session-ended', ended.id::text, '{}');
