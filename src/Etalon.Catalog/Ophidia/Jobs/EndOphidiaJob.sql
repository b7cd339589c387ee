-- How a job ended.
update ophidia_job set state = @State, ended_at = @Now, response = @Response,
  progress = case when @State = 'OPH_STATUS_COMPLETED' then 1 else progress end
where session_code = @Session and marker = @Marker and ended_at is null;
