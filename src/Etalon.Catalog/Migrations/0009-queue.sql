-- What the queue is ordered by: how long a run will take as far as its plan knows, since when it waits, and for whom.

alter table job
  add column expected_seconds real not null default 0,
  add column person_id uuid,
  add column queued_at timestamptz not null default now();

drop index job_waiting;
create index job_waiting on job (class, person_id) where state = 'waiting';
create index job_taken_at on job (taken_at) where taken_at is not null;

-- Seconds of work that everybody's jobs of a class took within the last hour, as far as they are known.
create function job_usage(of_class text, at timestamptz)
returns table (person_id uuid, seconds double precision) language sql stable as $$
  select j.person_id, sum(extract(epoch from coalesce(r.finished_at, at) - greatest(j.taken_at, at - interval '1 hour')))::double precision
  from job j join run r on r.id = j.run_id
  where j.class = of_class and j.taken_at > at - interval '1 hour' and j.taken_at <= at
  group by j.person_id
$$;

-- The smallest goes first: short before long, those who had little before those who had much; every second of waiting counts one second.
create function job_rank(expected_seconds real, used_seconds double precision, queued_at timestamptz, at timestamptz)
returns double precision language sql immutable parallel safe as $$
  select expected_seconds + coalesce(used_seconds, 0) - extract(epoch from at - queued_at)::double precision
$$;
