-- The last jobs of a person's sessions, or those sessions alone.
select * from (
  select s.code as session, s.label, s.created_at as session_at, j.workflow, j.marker, j.parent, j.state,
    case when j.command = '' then j.operator else j.command end as command, j.created_at, j.started_at, j.ended_at
  from ophidia_session s left join ophidia_job j on @Jobs and j.session_code = s.code
  where s.person_id = @Person and (@Session::text is null or s.code like @Session) and (@Label::text is null or s.label like @Label)
    and s.created_at between @SessionFrom and @SessionTo
    and (not @Jobs or (
      j.marker is not null
      and (@Workflow::text is null or j.workflow::text like @Workflow) and (@Marker::text is null or j.marker::text like @Marker)
      and (@Parent::text is null or j.parent::text like @Parent) and (@State::text is null or j.state like @State)
      and (@Command::text is null or case when j.command = '' then j.operator else j.command end like @Command)
      and j.created_at between @CreatedFrom and @CreatedTo
      and (@StartedFrom::timestamptz is null or j.started_at between @StartedFrom and @StartedTo)
      and (@EndedFrom::timestamptz is null or j.ended_at between @EndedFrom and @EndedTo)))
  order by coalesce(j.created_at, s.created_at) desc, j.marker desc
  limit @Limit
) l
order by coalesce(l.created_at, l.session_at), l.marker;
