import { expect, test } from 'vitest';
import { ticks } from './ticks';

test.each([
  [0, 10, [0, 2, 4, 6, 8, 10]],
  [-0.25, 0.25, [-0.2, -0.1, 0, 0.1, 0.2]],
  [287, 289, [287, 287.5, 288, 288.5, 289]],
])('from %s to %s', (low, high, expected) => {
  expect(ticks(low, high)).toEqual(expected);
});

test('one value is its own tick', () => {
  expect(ticks(3, 3)).toEqual([3]);
});
