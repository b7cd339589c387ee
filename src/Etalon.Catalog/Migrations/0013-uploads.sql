-- Files that are being sent: what they are, how far their bytes have come, and the run that brings them in.

create table upload (
  id uuid primary key,
  created_at timestamptz not null generated always as (uuid_time(id)) stored,
  person_id uuid not null references person,
  name text not null,
  files jsonb not null, -- [{path, bytes, modified}], in the order of their bytes
  file_count int not null,
  files_sha256 bytea, -- of the list; null where a file's time is not told, so that it cannot be known again
  bytes bigint not null check (bytes > 0),
  received bigint not null default 0 check (received between 0 and bytes),
  touched_at timestamptz not null,
  run_id uuid references run on delete set null
) with (fillfactor = 70); -- how far it has come is updated in place
create unique index upload_same on upload (person_id, files_sha256);
create index upload_person on upload (person_id, id desc);
create index upload_run on upload (run_id) where run_id is not null;
