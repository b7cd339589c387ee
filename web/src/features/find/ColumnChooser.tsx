import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { Icon } from '../../ui/Icon';
import css from './Find.module.css';
import { toggled } from './searchText';
import { plainColumns, type FindState } from './useFindState';

/** Which columns the table has; any key of the metadata can be one. */
export function ColumnChooser({ state }: { state: FindState }) {
  const own = state.columns.filter((column) => !plainColumns.includes(column));
  const set = (columns: string[]) => state.change({ column: columns.length > 0 ? columns : ['created'] });
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    set([...new Set([...state.columns, (new FormData(event.currentTarget).get('key') as string).trim()])]);
    event.currentTarget.reset();
  };
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<Icon name="columns" size={15} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <div className={css.columns}>
          {[...plainColumns, ...own].map((column) => (
            <Checkbox key={column} label={column} checked={state.columns.includes(column)} onChange={() => set(toggled(state.columns, column))} />
          ))}
          <form onSubmit={add} className={css.addFacet}>
            <TextInput size="xs" name="key" label="Metadata key" placeholder="energy" required />
            <Button size="xs" type="submit" variant="default">
              Add
            </Button>
          </form>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
