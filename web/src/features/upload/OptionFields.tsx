import { NativeSelect, TextInput } from '@mantine/core';
import type { ImportOptions } from '../../api/types';
import css from './Upload.module.css';

interface OptionFieldsProps {
  value: ImportOptions;
  onChange: (value: ImportOptions) => void;
  /** What is sent is not chosen yet, and may be several. */
  before?: boolean;
}

const codecs = [
  { value: 'none', label: 'none: fastest to read' },
  { value: 'lz4', label: 'lz4: fast, somewhat smaller' },
  { value: 'zstd', label: 'zstd: smallest' },
];

/** How an upload becomes a dataset. */
export function OptionFields({ value, onChange, before = false }: OptionFieldsProps) {
  return (
    <div className={css.fields}>
      <TextInput
        label="Name of the dataset"
        description={before ? 'For one file or folder; several keep their own names.' : 'Left empty, the name of the file or folder.'}
        value={value.name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      <TextInput
        label="Cubes"
        description="Only these, with commas between; left empty, all."
        placeholder="entry/data, temperature"
        // What is being typed stays as it is; it is split where it is used.
        value={value.cubes.join(',')}
        onChange={(event) => onChange({ ...value, cubes: event.currentTarget.value === '' ? [] : event.currentTarget.value.split(',') })}
      />
      <NativeSelect
        label="Compression"
        description="How the dataset is kept; the values stay the same."
        data={codecs}
        value={value.codec}
        onChange={(event) => onChange({ ...value, codec: event.currentTarget.value })}
      />
    </div>
  );
}

/** As the server takes them. */
export function tidy({ name, cubes, codec }: ImportOptions): ImportOptions {
  return { name: name.trim(), cubes: cubes.map((cube) => cube.trim()).filter(Boolean), codec };
}
