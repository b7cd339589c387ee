import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { place } from '../../api/cubes';
import { queries } from '../../api/queries';
import type { Cube, Dataset } from '../../api/types';
import { sample } from '../../ui/format';
import { Await } from '../../ui/Notice';
import { Pairs, Table } from '../../ui/Page';
import css from './Dataset.module.css';

/** The cubes as a tree: each opens to its axes, attributes and statistics. */
export function CubesTab({ dataset }: { dataset: Dataset }) {
  return (
    <div>
      {(dataset.cubes ?? []).map((cube, index) => (
        <details key={cube.name} className={css.cube} open={index === 0}>
          <summary>
            <strong>{cube.name}</strong> <span>{cube.axes.map((axis) => axis.length).join(' × ') || 'one value'}</span> <span>{cube.type}</span>{' '}
            {cube.unit && <span>{cube.unit}</span>}
          </summary>
          <CubeDetail dataset={dataset.id} cube={cube} />
        </details>
      ))}
    </div>
  );
}

function CubeDetail({ dataset, cube }: { dataset: string; cube: Cube }) {
  const [asked, setAsked] = useState(false);
  const statistics = useQuery({ ...queries.statistics(`${dataset}/${cube.name}`), enabled: asked });
  return (
    <div className={css.inside}>
      {cube.axes.length > 0 && (
        <Table label={`Axes of ${cube.name}`} head={['Axis', 'Length', 'From', 'To', 'Unit']} numbers={[1]}>
          {cube.axes.map((axis) => (
            <tr key={axis.name}>
              <td>{axis.name}</td>
              <td>{axis.length}</td>
              <td>{place(axis, 0)}</td>
              <td>{place(axis, axis.length - 1)}</td>
              <td>{axis.unit ?? ''}</td>
            </tr>
          ))}
        </Table>
      )}
      <div className={css.row}>
        <Button size="xs" component={Link} to={`/look?p=${encodeURIComponent(`${dataset}/${cube.name}`)}`}>
          Look at {cube.name}
        </Button>
        {!asked && (
          <Button size="xs" variant="default" onClick={() => setAsked(true)}>
            Statistics
          </Button>
        )}
      </div>
      {asked && (
        <Await query={statistics} rows={1}>
          {(found) => (
            <Pairs
              of={[
                ['Smallest', sample(found.min)],
                ['Largest', sample(found.max)],
                ['Mean', sample(found.mean)],
                ['Deviation', sample(found.std)],
                ['Samples', found.count.toLocaleString('en')],
                ['Missing', found.missing.toLocaleString('en')],
              ]}
            />
          )}
        </Await>
      )}
      {cube.attributes && <Pairs of={Object.entries(cube.attributes).map(([name, value]) => [name, attributeText(value)])} />}
    </div>
  );
}

/** An attribute: text as it is, numbers without their type. */
function attributeText(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'object' && value !== null && 'values' in value && Array.isArray(value.values)) {
    return value.values.join(', ');
  }
  return JSON.stringify(value);
}
