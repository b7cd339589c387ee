-- What is to be said of the run beside what it said itself.
update run set statistics = jsonb_set(
  coalesce(statistics, '{}'), '{remarks}',
  coalesce(nullif(statistics -> 'remarks', 'null'), '[]') || to_jsonb(@Remarks::text[]))
where id = @RunId;
