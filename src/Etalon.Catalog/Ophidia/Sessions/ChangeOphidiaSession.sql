-- What is not null is changed.
update ophidia_session s set label = coalesce(@Label::text, s.label), strict = coalesce(@Strict::boolean, s.strict),
  open_to_guests = coalesce(@Open::boolean, s.open_to_guests), ended_at = coalesce(s.ended_at, @Ended::timestamptz)
where s.code = @Session;
