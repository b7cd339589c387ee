import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { Field } from './fields';

interface ParameterFieldProps {
  field: Field;
  value: string;
  /** What the program found itself when this was left to it. */
  foundBefore: string | undefined;
  wrong: string | undefined;
  onChange: (value: string) => void;
}

/** One parameter with its help and unit. */
export function ParameterField({ field, value, foundBefore, wrong, onChange }: ParameterFieldProps) {
  const shared = { label: field.label, description: field.help, error: wrong, withAsterisk: field.required };
  if (field.kind === 'boolean') {
    return <Checkbox label={field.label} description={field.help} checked={value === 'true'} onChange={(event) => onChange(String(event.currentTarget.checked))} />;
  }
  if (field.kind === 'choice') {
    const options = value === '' ? [{ value: '', label: 'choose' }, ...field.options] : field.options;
    return <NativeSelect {...shared} value={value} data={options} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  return (
    <TextInput
      {...shared}
      value={value}
      inputMode={field.kind === 'number' || field.kind === 'integer' ? 'decimal' : 'text'}
      placeholder={field.kind === 'list' ? 'one, two' : field.required ? '' : foundBefore ? `left to the program, which found ${foundBefore}` : 'left to the program'}
      rightSection={field.unit ? <span aria-label={`unit ${field.unit}`}>{field.unit}</span> : undefined}
      rightSectionWidth={field.unit ? 56 : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
