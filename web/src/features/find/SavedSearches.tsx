import { Button, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { CopyButton } from '../../ui/CopyButton';
import { Card } from '../../ui/Page';
import css from './Find.module.css';
import { useSavedSearches } from './savedSearches';
import type { FindState } from './useFindState';

/** Searches kept in this browser, and the address of the present one. */
export function SavedSearches({ state }: { state: FindState }) {
  const { all, save, remove } = useSavedSearches();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save({ name: (new FormData(event.currentTarget).get('name') as string).trim(), search: state.search });
    event.currentTarget.reset();
  };
  return (
    <Card title="Saved searches">
      {all.map((one) => (
        <div key={one.name} className={css.saved}>
          <button type="button" onClick={() => state.replaceAll(one.search)}>
            {one.name}
          </button>
          <button type="button" aria-label={`Forget ${one.name}`} onClick={() => remove(one.name)}>
            ×
          </button>
        </div>
      ))}
      <form onSubmit={submit} className={css.addFacet}>
        <TextInput size="xs" name="name" label="Save this search as" required />
        <Button size="xs" type="submit" variant="default">
          Save
        </Button>
      </form>
      <CopyButton label="Copy its address" text={() => window.location.href} />
    </Card>
  );
}
