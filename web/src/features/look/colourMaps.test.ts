import { expect, test } from 'vitest';
import { colours, mapNames } from './colourMaps';

const brightness = (table: Uint8Array, at: number) => 0.2126 * (table[4 * at] ?? 0) + 0.7152 * (table[4 * at + 1] ?? 0) + 0.0722 * (table[4 * at + 2] ?? 0);

test.each(mapNames.filter((name) => name !== 'cold-warm' && name !== 'gray inverted'))('%s becomes brighter all the way', (name) => {
  const table = colours(name);

  for (let at = 1; at < 256; at++) {
    expect(brightness(table, at)).toBeGreaterThanOrEqual(brightness(table, at - 1) - 0.8);
  }
});

test('the ends are the first and the last colour', () => {
  expect([...colours('viridis').slice(0, 4)]).toEqual([0x44, 0x01, 0x54, 255]);
  expect([...colours('viridis').slice(-4)]).toEqual([0xfd, 0xe7, 0x25, 255]);
});

test('an unknown map is viridis', () => {
  expect(colours('none such')).toBe(colours('viridis'));
});
