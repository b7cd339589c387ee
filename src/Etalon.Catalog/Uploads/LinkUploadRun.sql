-- The run that brings an upload in.
update upload set run_id = @Run, touched_at = @Now where id = @Id;
