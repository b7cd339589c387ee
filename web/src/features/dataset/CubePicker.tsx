import { NativeSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { json } from '../../api/client';
import { principalCube } from '../../api/cubes';
import { queries } from '../../api/queries';
import type { DatasetPage } from '../../api/types';
import css from './Dataset.module.css';

interface CubePickerProps {
  label: string;
  description?: string;
  /** `DATASET/CUBE`, `DATASET`, or empty. */
  value: string;
  onChange: (value: string) => void;
  /** A whole dataset is chosen, not one of its cubes. */
  whole?: boolean;
  required?: boolean;
}

/** Chooses a dataset by words, and one of its cubes. */
export function CubePicker({ label, description, value, onChange, whole = false, required = false }: CubePickerProps) {
  const [words, setWords] = useState('');
  const [text] = useDebouncedValue(words, 200);
  const [id = '', cube = ''] = value.split('/');
  const chosen = useQuery({ ...queries.dataset(id), enabled: id !== '' });
  const found = useQuery({
    queryKey: ['picker', chosen.data?.name === text ? '' : text],
    queryFn: ({ queryKey, signal }) => json<DatasetPage>('/api/datasets/find', { method: 'POST', signal, body: { text: queryKey[1], where: [], facets: [], limit: 30 } }),
    placeholderData: (before) => before,
  });
  const options = new Map((found.data?.items ?? []).map((dataset) => [dataset.id, dataset.name]));
  if (chosen.data) {
    options.set(id, chosen.data.name);
  }
  const cubes = chosen.data?.cubes ?? [];
  // A dataset without a cube named is the cube that shows it best.
  const shown = cube || (principalCube(cubes)?.name ?? '');
  return (
    <div className={css.picker}>
      <Select
        label={label}
        description={description}
        placeholder="Type to search"
        required={required}
        searchable
        searchValue={words}
        onSearchChange={setWords}
        data={[...options].map(([key, name]) => ({ value: key, label: name }))}
        filter={({ options: all }) => all}
        value={id || null}
        onChange={(next) => onChange(next ?? '')}
        nothingFoundMessage="No dataset fits"
      />
      {!whole && cubes.length > 1 && (
        <NativeSelect label="Cube" value={shown} onChange={(event) => onChange(`${id}/${event.currentTarget.value}`)} data={cubes.map((one) => one.name)} />
      )}
    </div>
  );
}
