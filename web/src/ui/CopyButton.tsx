import { Button } from '@mantine/core';
import { useState } from 'react';
import { Icon } from './Icon';

/** Copies a text and says that it has. */
export function CopyButton({ text, label }: { text: string | (() => string); label: string }) {
  const [state, setState] = useState<'' | 'Copied' | 'Not allowed'>('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setState('Copied');
    } catch {
      setState('Not allowed');
    }
    setTimeout(() => setState(''), 2000);
  };
  return (
    <Button size="xs" variant="default" leftSection={<Icon name="copy" size={14} />} onClick={() => void copy()}>
      <span aria-live="polite">{state || label}</span>
    </Button>
  );
}
