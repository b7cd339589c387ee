-- Views that people share by a short link. What a view says never changes: its id is made of it.

create table saved_view (
  id text primary key check (id ~ '^[0-9a-z]{10}$'),
  sha256 bytea not null,
  -- As text, not as jsonb: what comes back is what the id was made of, and jsonb has no U+0000.
  state text not null,
  created_at timestamptz not null,
  created_by uuid references person
);
create index saved_view_person on saved_view (created_by, created_at);
