-- Grids of Ophidia's protocol: named sets of values of dimensions, kept in a container for all of its cubes.

create table ophidia_grid (
  container_id bigint not null references ophidia_container on delete cascade,
  name text not null check (name <> ''),
  created_at timestamptz not null,
  dimensions jsonb not null, -- [{name, type, hierarchy, conceptLevel, values}]
  primary key (container_id, name)
);

-- Grids were planned as a part of their container; nothing has ever been written there.
alter table ophidia_container drop column grids;
