-- Datasets, what is in them, and what they are found by.

create extension if not exists pg_trgm;

-- The moment in a version 7 identifier, so that the order of identifiers is the order of creation and pages need one column.
create function uuid_time(id uuid) returns timestamptz language sql immutable strict parallel safe as $$
  select to_timestamp(('x' || encode(substring(uuid_send(id) from 1 for 6), 'hex'))::bit(48)::bigint / 1000.0)
$$;

-- Text to words. Punctuation separates, so that "scan_0042-b" is found by "0042"; letters beyond ASCII stay as they are.
create function plain_words(words text) returns text language sql immutable strict parallel safe as $$
  select lower(regexp_replace(words, '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g'))
$$;

-- A search for words, each of which may be the beginning of one; the words are cut as they were when they were stored.
create function words_query(words text) returns tsquery language sql immutable strict parallel safe as $$
  select to_tsquery('simple', coalesce(string_agg('''' || w.word || ''':*', ' & '), ''))
  from regexp_split_to_table(plain_words(words), ' +') as w (word) where w.word <> ''
$$;

-- What the full text search sees: the name first, then the description, the names of cubes and axes, and the metadata's texts.
create function dataset_words(name text, description text, terms text[], metadata jsonb)
returns tsvector language sql immutable parallel safe as $$
  select setweight(to_tsvector('simple', plain_words(left(name, 10000))), 'A')
    || setweight(to_tsvector('simple', plain_words(left(description, 100000))), 'B')
    || setweight(to_tsvector('simple', plain_words(left(array_to_string(terms, ' '), 50000)
      || ' ' || left(jsonb_path_query_array(metadata, 'strict $.** ? (@.type() == "string")')::text, 100000))), 'C')
$$;

create table dataset (
  id uuid primary key,
  created_at timestamptz not null generated always as (uuid_time(id)) stored,
  name text not null check (name <> ''),
  description text not null default '',
  state text not null check (state in ('staged', 'published', 'deleted')),
  created_by uuid references person,
  public boolean not null default false,
  location text not null, -- a folder below the home, or the path of a file that stays where it is
  external boolean not null default false, -- read in place: its files are not ours to delete
  format text not null,
  bytes bigint not null default 0,
  content_id text, -- sha256 of the content
  run_id uuid, -- the run that makes it
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  terms text[] not null default '{}', -- 'format:zarr', 'type:float32', 'axis:time', 'cube:tas'
  search tsvector not null generated always as (dataset_words(name, description, terms, metadata)) stored,
  -- Ten of the identifier's random bits: datasets in one bucket are a fair sample of all, which facets of large results use.
  bucket smallint not null generated always as (
    (get_byte(uuid_send(id), 15) + 256 * (get_byte(uuid_send(id), 14) & 3))::smallint) stored,
  published_at timestamptz,
  deleted_at timestamptz,
  deleted_by uuid references person,
  purged_at timestamptz -- its files are gone
);
create index dataset_metadata on dataset using gin (metadata jsonb_path_ops);
create index dataset_search on dataset using gin (search);
create index dataset_terms on dataset using gin (terms);
create index dataset_name on dataset using gin (name gin_trgm_ops);
create index dataset_created_by on dataset (created_by, id);
create index dataset_public on dataset (id) where public;
create index dataset_bucket on dataset (bucket, id) where state = 'published';
create index dataset_content on dataset (content_id) where content_id is not null;
create index dataset_swept on dataset (id) where state = 'staged' or (state = 'deleted' and purged_at is null);

-- The one decision about who sees a dataset. Everything that shows datasets asks it.
create function may_see(d dataset, viewer uuid, roles text[]) returns boolean language sql immutable parallel safe as $$
  select 'administrator' = any (roles) or d.public or d.created_by = viewer
$$;

create table cube (
  dataset_id uuid not null references dataset on delete cascade,
  name text not null,
  position int not null,
  info jsonb not null,
  sample_type text not null,
  axes text[] not null,
  shape bigint[] not null,
  unit text not null default '',
  bytes bigint not null,
  content_id text,
  stats jsonb,
  primary key (dataset_id, name)
);

create table file (
  dataset_id uuid not null references dataset on delete cascade,
  path text not null,
  bytes bigint not null,
  checksum text, -- 'sha256:…' or 'crc32c:…'
  primary key (dataset_id, path)
);

-- The side-index of quantities: every number with a unit, in SI, so that "energy > 20 keV" finds what was written in eV.
create table metadata_key (
  id int primary key generated always as identity,
  name text not null,
  si_unit text not null,
  unique (name, si_unit)
);

-- No foreign keys here: checking them row by row would cost a third of a bulk import, and the rows are written and removed
-- only together with their datasets.
create table metadata_quantity (
  dataset_id uuid not null,
  key_id int not null,
  si_value double precision not null,
  value double precision not null, -- as written
  unit text not null -- as written
);
create index metadata_quantity_value on metadata_quantity (key_id, si_value, dataset_id);
create index metadata_quantity_dataset on metadata_quantity (dataset_id, key_id, si_value);

-- Named collections of datasets, nested.
create table folder (
  id uuid primary key,
  parent_id uuid references folder,
  name text not null check (name <> '' and position('/' in name) = 0),
  created_at timestamptz not null,
  created_by uuid references person,
  constraint folder_name unique nulls not distinct (parent_id, name)
);

create table folder_dataset (
  folder_id uuid not null references folder on delete cascade,
  dataset_id uuid not null references dataset on delete cascade,
  primary key (folder_id, dataset_id)
);
create index folder_dataset_dataset on folder_dataset (dataset_id);
