-- What clients of Ophidia's protocol see: sessions with their folders, containers, cubes and jobs. Samples are datasets as all others.

-- A password is kept as salt and derived key; null for persons who sign in with tokens only.
alter table person add column password_salt bytea, add column password_key bytea, add column password_rounds int;

create table ophidia_session (
  code text primary key,
  person_id uuid not null references person,
  label text not null default '',
  created_at timestamptz not null,
  used_at timestamptz not null,
  ended_at timestamptz,
  last_workflow bigint not null default 0,
  last_marker bigint not null default 0,
  strict boolean not null default false, -- keep what the original gets silently wrong
  open_to_guests boolean not null default true -- whether others than its owner get in at present
);
create index ophidia_session_person on ophidia_session (person_id, used_at desc);

-- Others who may use a session.
create table ophidia_guest (
  session_code text not null references ophidia_session on delete cascade,
  person_id uuid not null references person,
  role text not null check (role in ('read', 'write', 'execute', 'admin')),
  primary key (session_code, person_id)
);

-- A request that was made, and what was answered.
create table ophidia_job (
  session_code text not null references ophidia_session on delete cascade,
  workflow bigint not null,
  marker bigint not null, -- one for the request, one for each of its tasks
  parent bigint, -- the request's marker, for tasks
  name text not null,
  operator text not null default '',
  command text not null default '',
  state text not null, -- 'OPH_STATUS_RUNNING', …
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  progress real not null default 0, -- 0 to 1
  request text, -- the request as it came
  response text, -- the document that was answered
  primary key (session_code, marker)
);
create index ophidia_job_workflow on ophidia_job (session_code, workflow);
create index ophidia_job_live on ophidia_job (session_code) where ended_at is null;

-- Each session has a root folder, the one without a parent, called by the session's code.
create table ophidia_folder (
  id bigint generated always as identity primary key,
  parent_id bigint references ophidia_folder on delete cascade,
  name text not null check (name <> ''),
  session_code text not null references ophidia_session on delete cascade,
  constraint ophidia_folder_name unique nulls not distinct (parent_id, name)
);

create table ophidia_container (
  id bigint generated always as identity primary key,
  folder_id bigint not null references ophidia_folder on delete cascade,
  name text not null check (name <> ''),
  person_id uuid not null references person,
  description text not null default '',
  created_at timestamptz not null,
  vocabulary text not null default '',
  dimensions jsonb not null default '[]', -- [{name, type, hierarchy, units, calendar, baseTime, …}]
  grids jsonb not null default '[]', -- [{name, dimensions: [{name, type, values}], enabled}]
  constraint ophidia_container_name unique (folder_id, name)
);

create table ophidia_cube (
  id bigint generated always as identity primary key,
  container_id bigint not null references ophidia_container on delete cascade,
  person_id uuid not null references person,
  created_at timestamptz not null,
  operator text not null, -- that made it
  measure text not null,
  measure_type text not null,
  level int not null,
  source text not null default '',
  description text not null default '',
  dimensions jsonb not null, -- [{name, type, size, implicit, hierarchy, conceptLevel}], rows first
  hosts bigint not null,
  fragments bigint not null, -- on each host
  fragment_rows bigint not null,
  bytes bigint not null,
  recipe jsonb not null, -- where the samples come from; a kept cube or steps over such
  dataset_id uuid references dataset, -- where the samples are kept; null for a cube that is made when it is asked for
  info jsonb not null, -- axes, coordinates and attributes, as the engine writes them
  parents bigint[] not null default '{}', -- numbers of cubes; they may be gone
  metadata jsonb not null default '[]' -- [{id, variable, key, type, value, modified, user, vocabulary}]
);
create index ophidia_cube_container on ophidia_cube (container_id, id);
create index ophidia_cube_dataset on ophidia_cube (dataset_id);
create index ophidia_cube_parents on ophidia_cube using gin (parents);

-- Datasets that were made for cubes of this protocol, and go with the last cube or recipe that needs them. All others are their owners'.
create table ophidia_dataset (
  dataset_id uuid primary key references dataset on delete cascade
);
-- Recipes by the datasets they begin with.
create index ophidia_cube_recipe on ophidia_cube using gin (recipe jsonb_path_ops) where dataset_id is null;
-- The folder at the end of a path that starts at another one; null where there is none.
create function ophidia_folder_at(root bigint, names text[]) returns bigint language sql stable as $$
  with recursive way as (
    select root as id, 0 as depth
    union all
    select f.id, way.depth + 1 from way join ophidia_folder f on f.parent_id = way.id and f.name = names[way.depth + 1]
  )
  select id from way where depth = cardinality(names)
$$;

-- The path of a folder within its session, with a slash at both ends.
create function ophidia_path(folder bigint) returns text language sql stable as $$
  with recursive way as (
    select f.parent_id, f.name, 0 as depth from ophidia_folder f where f.id = folder
    union all
    select f.parent_id, f.name, way.depth + 1 from way join ophidia_folder f on f.id = way.parent_id
  )
  select '/' || coalesce(string_agg(name || '/', '' order by depth desc), '') from way where parent_id is not null
$$;
