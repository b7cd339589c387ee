import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Dataset } from '../../api/types';
import { CopyButton } from '../../ui/CopyButton';
import { Empty } from '../../ui/Notice';
import { Card, Code, Table } from '../../ui/Page';
import css from './Dataset.module.css';
import { flatten } from './flatten';

/** Metadata as a table that can be filtered, and as they are. */
export function MetadataTab({ dataset }: { dataset: Dataset }) {
  const [filter, setFilter] = useState('');
  const all = flatten(dataset.metadata ?? {});
  const shown = all.filter((line) => line.join(' ').toLowerCase().includes(filter.toLowerCase()));
  if (all.length === 0) {
    return (
      <Empty title="It carries no metadata.">
        <p>Metadata come with the files that are imported; attributes of cubes are under “Cubes”.</p>
      </Empty>
    );
  }
  return (
    <>
      <div className={css.row}>
        <TextInput aria-label="Filter" placeholder="Filter" value={filter} onChange={(event) => setFilter(event.currentTarget.value)} />
        <CopyButton label="Copy as JSON" text={() => JSON.stringify(dataset.metadata, null, 2)} />
      </div>
      <Table label="Metadata" head={['Key', 'Value']}>
        {shown.map(([key, value]) => (
          <tr key={key}>
            <td>{key}</td>
            <td className={css.value}>{value}</td>
          </tr>
        ))}
      </Table>
      <details className={css.raw}>
        <summary>As they are</summary>
        <Card>
          <Code label="Metadata as JSON">{JSON.stringify(dataset.metadata, null, 2)}</Code>
        </Card>
      </details>
    </>
  );
}
