-- One view.
select v.id, v.sha256, v.state, v.created_at from saved_view v where v.id = @Id;
