import type { OphidiaManual } from '../../api/types';

/** Whether every word stands in an entry's name, other names or text. */
export function fits(entry: Pick<OphidiaManual, 'name' | 'doc' | 'aliases'>, words: string): boolean {
  const text = [entry.name, ...entry.aliases, entry.doc].join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
