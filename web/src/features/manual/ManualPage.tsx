import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import type { OphidiaArgument, OphidiaManual } from '../../api/types';
import { Await, Empty } from '../../ui/Notice';
import { Page, Table, Tag } from '../../ui/Page';
import { fits } from './fits';
import css from './Manual.module.css';

/** Ophidia's operators and primitives, as the server itself carries them out. */
export function ManualPage() {
  const [params, setParams] = useSearchParams();
  const words = params.get('q') ?? '';
  const manual = useQuery(queries.ophidiaManual());
  return (
    <Page title="Ophidia’s language" sub="Operators for cubes, and primitives for the arrays in them, for Ophidia’s clients, ‘etalon oph’ and workflows.">
      <TextInput
        className={css.filter}
        aria-label="Filter"
        placeholder="Filter: reduce, subset, quantile …"
        value={words}
        onChange={(event) => setParams(event.currentTarget.value ? { q: event.currentTarget.value } : {}, { replace: true })}
      />
      <Await query={manual} rows={8}>
        {(all) => (
          <>
            <Part title="Operators" entries={all.operators.filter((entry) => fits(entry, words))} />
            <Part title="Primitives" entries={all.primitiveManuals.filter((entry) => fits(entry, words))} />
          </>
        )}
      </Await>
    </Page>
  );
}

function Part({ title, entries }: { title: string; entries: OphidiaManual[] }) {
  return (
    <section>
      <h2>
        {title} <Tag>{entries.length}</Tag>
      </h2>
      {entries.length === 0 && <Empty title={`No ${title.toLowerCase()} fit.`}>Write fewer words.</Empty>}
      {entries.map((entry) => (
        <details key={entry.name} className={css.entry}>
          <summary>
            <strong>{entry.name}</strong> <span>{entry.doc}</span>
          </summary>
          {entry.signature && <code className={css.signature}>{entry.signature}</code>}
          {entry.aliases.length > 0 && <p>Also called {entry.aliases.join(', ')}.</p>}
          {entry.role && <p>Needs the right to {entry.role}.</p>}
          <Arguments of={entry.arguments} name={entry.name} />
        </details>
      ))}
    </section>
  );
}

function Arguments({ of, name }: { of: OphidiaArgument[]; name: string }) {
  if (of.length === 0) {
    return <p>It takes no arguments.</p>;
  }
  return (
    <Table label={`Arguments of ${name}`} head={['Argument', 'Type', 'Default', 'Meaning']}>
      {of.map((argument) => (
        <tr key={argument.name}>
          <td>
            <code>{argument.name}</code>
          </td>
          <td>{argument.type}</td>
          <td>{argument.default ?? 'must be given'}</td>
          <td>
            {argument.doc}
            {argument.values.length > 0 && ` One of ${argument.values.join(', ')}.`}
          </td>
        </tr>
      ))}
    </Table>
  );
}
