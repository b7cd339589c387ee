import { Tag, type Tone } from '../../ui/Page';

const tones: Record<string, Tone> = { done: 'good', running: 'accent', queued: 'plain', failed: 'bad', cancelled: 'warn', interrupted: 'warn' };

/** A run's state in a word and a colour. */
export function StateTag({ state }: { state: string }) {
  return <Tag tone={tones[state] ?? 'plain'}>{state}</Tag>;
}
