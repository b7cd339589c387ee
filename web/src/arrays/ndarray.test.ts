import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import ndarray from './ndarray';
import { assign } from './ndarrayOps';

type Make = typeof ndarray;
// The package itself, which the portal replaces: both must answer the same.
const original = createRequire(import.meta.url)('ndarray') as Make;
const data = Float32Array.from({ length: 24 }, (_, at) => at);

const views: [string, (make: Make) => ReturnType<Make>][] = [
  ['as it lies', (make) => make(data, [2, 3, 4])],
  ['flat', (make) => make(data)],
  ['with strides of its own', (make) => make(data, [3, 4], [-4, 1])],
  ['cut at both ends', (make) => make(data, [2, 3, 4]).lo(1, 1).hi(1, 2, 3)],
  ['every second, backwards', (make) => make(data, [4, 6]).step(-1, 2)],
  ['turned', (make) => make(data, [2, 3, 4]).transpose(2, 0, 1)],
  ['one plane', (make) => make(data, [2, 3, 4]).pick(null, 2)],
  ['one line of a turned part', (make) => make(data, [2, 3, 4]).transpose(1, 2, 0).lo(1).pick(1, null, 0)],
];

test.each(views)('%s, it has the same shape and samples as the package', (_, of) => {
  const [mine, theirs] = [of(ndarray), of(original)];

  expect({ shape: mine.shape, stride: mine.stride, offset: mine.offset, size: mine.size, dimension: mine.dimension, dtype: mine.dtype, order: mine.order }).toEqual({
    shape: [...theirs.shape], stride: [...theirs.stride], offset: theirs.offset, size: theirs.size, dimension: theirs.dimension, dtype: theirs.dtype, order: [...theirs.order],
  });
  const places = allPlaces(mine.shape);
  expect(places.map((place) => mine.get(...place))).toEqual(places.map((place) => theirs.get(...place)));
});

test('a copy is one in the order of the target', () => {
  const target = ndarray(new Float32Array(6), [3, 2]);

  assign(target, ndarray(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]).transpose(1, 0));

  expect([...target.data]).toEqual([1, 4, 2, 5, 3, 6]);
});

function allPlaces(shape: number[]): number[][] {
  return shape.reduce<number[][]>((places, length) => places.flatMap((place) => Array.from({ length }, (_, at) => [...place, at])), [[]]);
}
