import { expect, test } from 'vitest';
import { flatten } from './flatten';

test('nested keys become paths, and quantities keep their unit', () => {
  expect(flatten({ sample: { name: 'Fe', mass: { value: 3, unit: 'g' } }, runs: [1, 2], good: true })).toEqual([
    ['sample/name', 'Fe'],
    ['sample/mass', '3 g'],
    ['runs', '[1,2]'],
    ['good', 'true'],
  ]);
});

test('nothing has no lines', () => {
  expect(flatten({})).toEqual([]);
});
