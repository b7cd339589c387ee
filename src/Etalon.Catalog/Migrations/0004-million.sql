-- What a million datasets taught.

-- Nothing is looked up by its content; an index whose keys come in no order costs a page for every dataset.
drop index dataset_content;

-- Cubes and files are, like quantities, written and removed only together with their datasets, by this project's own statements:
-- a look at the dataset for each row, with a lock on it, was a tenth of an import.
alter table cube drop constraint cube_dataset_id_fkey;
alter table file drop constraint file_dataset_id_fkey;

-- One index for all that words, terms, names and metadata say: conditions of several kinds are intersected inside it, whatever the
-- planner thinks of their frequency, and what is new waits in one list instead of four.
drop index dataset_metadata;
drop index dataset_search;
drop index dataset_terms;
drop index dataset_name;
create index dataset_words on dataset using gin (metadata jsonb_path_ops, search, terms, name gin_trgm_ops);

-- The quantities of one key from the newest dataset down, so that a page of what many fulfil is read from one place; those of one
-- dataset need the identifier alone.
drop index metadata_quantity_dataset;
create index metadata_quantity_dataset on metadata_quantity (dataset_id);
create index metadata_quantity_newest on metadata_quantity (key_id, dataset_id, si_value);

-- What somebody may see, from the newest down: their own, and what is public.
drop index dataset_created_by;
drop index dataset_public;
create index dataset_owned on dataset (created_by, public, id) where state = 'published';
create index dataset_public on dataset (id) where public and state = 'published';

-- A single letter or digit is a word of its own: the beginning of a word would fit a third of all there are.
create or replace function words_query(words text) returns tsquery language sql immutable strict parallel safe as $$
  select to_tsquery('simple', coalesce(string_agg('''' || w.word || '''' || case when length(w.word) > 1 then ':*' else '' end, ' & '), ''))
  from regexp_split_to_table(plain_words(words), ' +') as w (word) where w.word <> ''
$$;
