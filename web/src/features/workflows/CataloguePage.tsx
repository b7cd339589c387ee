import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import { Await, Empty } from '../../ui/Notice';
import { Page, Tag } from '../../ui/Page';
import css from './Workflows.module.css';

/** What can be computed: ready workflows first, then single operators. */
export function CataloguePage() {
  const [params] = useSearchParams();
  const [words, setWords] = useState('');
  const input = params.get('input');
  const query = input ? `?input=${encodeURIComponent(input)}` : '';
  const workflows = useQuery(queries.workflows());
  const operators = useQuery(queries.operators());
  const fits = (entry: { name: string; doc: string }) => `${entry.name} ${entry.doc}`.toLowerCase().includes(words.trim().toLowerCase());
  return (
    <Page title="Workflows" sub={input ? 'Choose what to do with the cube that you came with.' : 'Ready workflows, and the operators that they are made of.'}>
      <TextInput className={css.filter} aria-label="Filter" placeholder="Filter: mean, centre, convert …" value={words} onChange={(event) => setWords(event.currentTarget.value)} />
      <p>
        Ophidia’s requests run here as well: <Link to="/ophidia">its operators and primitives</Link>.
      </p>
      <h2>Workflows</h2>
      <Await query={workflows} rows={2}>
        {(all) => (
          <ul className={css.grid}>
            {all.filter(fits).map((flow) => (
              <li key={flow.name}>
                <Link to={`/workflows/workflow/${flow.name}${query}`}>
                  <strong>{flow.name}</strong>
                  <span>{flow.doc}</span>
                  <Tag tone="accent">{Object.keys(flow.parameters).length} parameters</Tag>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Await>
      <h2>Operators</h2>
      <Await query={operators} rows={6}>
        {(all) => {
          const found = all.filter(fits);
          return found.length === 0 ? (
            <Empty title="No operator fits.">Write fewer words.</Empty>
          ) : (
            <ul className={css.grid}>
              {found.map((operator) => (
                <li key={operator.name}>
                  <Link to={`/workflows/operator/${operator.name}${query}`}>
                    <strong>{operator.name}</strong>
                    <span>{operator.doc}</span>
                    <small>{operator.signature}</small>
                  </Link>
                </li>
              ))}
            </ul>
          );
        }}
      </Await>
    </Page>
  );
}
