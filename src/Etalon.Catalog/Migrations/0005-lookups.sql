-- What the planner cannot see when it chooses between two indexes for a look at one quantity of one dataset.

-- The quantities of a dataset lie apart in the table (a bulk import writes them in the order of metadata_quantity_value), but neighbours
-- in time are near each other, and so the planner takes them for one page; by a hundredth of its costs it then went through
-- metadata_quantity_dataset, read all the dataset's rows and threw all but one away. Told that a dataset has fifty of them, it asks
-- metadata_quantity_newest, which answers without the table: 4 pages for 8, 1.8 µs for 3.7 µs. Nothing else depends on the number.
alter table metadata_quantity alter column dataset_id set (n_distinct = -0.02);
analyze metadata_quantity (dataset_id);
