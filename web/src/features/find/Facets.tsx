import { Button, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import type { FacetValue } from '../../api/types';
import css from './Find.module.css';
import { toggled } from './searchText';
import type { FindState } from './useFindState';

const names: Record<string, string> = { format: 'Format', type: 'Sample type', axis: 'Axis' };

/** Values with how often they occur; choosing one makes it a condition. */
export function Facets({ state, facets }: { state: FindState; facets: Record<string, FacetValue[]> | undefined }) {
  const wide = useMediaQuery('(min-width: 821px)', true, { getInitialValueInEffect: false });
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = (new FormData(event.currentTarget).get('facet') as string).trim();
    state.change({ facet: [...new Set([...state.extraFacets, key])] });
    event.currentTarget.reset();
  };
  return (
    <details className={css.facets} open={wide}>
      <summary>Narrow down</summary>
      {state.facets.map((key) => (
        <fieldset key={key}>
          <legend>
            {names[key] ?? key}
            {!(key in names) && (
              <button type="button" aria-label={`Remove the facet ${key}`} onClick={() => state.change({ facet: state.extraFacets.filter((other) => other !== key) })}>
                ×
              </button>
            )}
          </legend>
          {!facets && <div className={css.placeholder} />}
          {facets?.[key]?.length === 0 && <small>no values</small>}
          {facets?.[key]?.slice(0, 12).map(({ value, count }) => (
            <label key={value} className={css.value}>
              <input
                type="checkbox"
                checked={state.where.includes(`${key} = ${value}`)}
                onChange={() => state.change({ where: toggled(state.where, `${key} = ${value}`) })}
              />
              <span>{value}</span>
              <span className={css.number}>{count.toLocaleString('en')}</span>
            </label>
          ))}
        </fieldset>
      ))}
      <form onSubmit={add} className={css.addFacet}>
        <TextInput size="xs" name="facet" label="Count another key" placeholder="sample/name" required />
        <Button size="xs" type="submit" variant="default">
          Add
        </Button>
      </form>
    </details>
  );
}
