-- Runs, what they read and made, and the queue.

create table run (
  id uuid primary key,
  created_at timestamptz not null generated always as (uuid_time(id)) stored,
  kind text not null check (kind in ('operator', 'workflow')),
  name text not null default '',
  operator text not null,
  version text not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled', 'interrupted')),
  spec jsonb not null,
  cache_key text,
  cache_document jsonb, -- what the key was computed from, for 'why'
  requested_by uuid references person,
  started_at timestamptz,
  finished_at timestamptz,
  cancel_requested_at timestamptz,
  refusal jsonb,
  progress jsonb,
  statistics jsonb,
  journal text not null default '',
  log text not null default ''
) with (fillfactor = 80); -- progress is updated in place
create index run_cache on run (cache_key, id desc) where state = 'done' and cache_key is not null;
create index run_operator on run (operator, id desc) where cache_document is not null;
create index run_live on run (id desc) where state in ('queued', 'running');
create index run_state on run (state, id desc);
create index run_requested_by on run (requested_by, id desc);

alter table dataset add constraint dataset_run foreign key (run_id) references run;

create table run_input (
  run_id uuid not null references run on delete cascade,
  port text not null,
  position int not null,
  dataset_id uuid not null references dataset,
  cube text not null default '',
  primary key (run_id, port, position)
);
create index run_input_dataset on run_input (dataset_id);

create table run_output (
  run_id uuid not null references run on delete cascade,
  port text not null,
  position int not null,
  dataset_id uuid not null references dataset,
  cube text not null default '',
  primary key (run_id, port, position)
);
create index run_output_dataset on run_output (dataset_id);

create table job (
  run_id uuid primary key references run on delete cascade,
  number bigint not null generated always as identity,
  class text not null check (class in ('interactive', 'batch')),
  priority int not null default 0,
  state text not null check (state in ('waiting', 'taken', 'finished')),
  attempts int not null default 0,
  taken_by text,
  taken_at timestamptz,
  heartbeat_at timestamptz,
  lease_until timestamptz,
  limit_seconds int not null
) with (fillfactor = 70);
alter table job set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
create index job_waiting on job (class, priority desc, number) where state = 'waiting';
create index job_taken on job (lease_until) where state = 'taken';
