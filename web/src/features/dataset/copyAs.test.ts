import { expect, test } from 'vitest';
import { copyAs } from './copyAs';

const cube = { name: 'tas', type: 'float32', axes: [{ name: 'time', length: 10 }, { name: 'lat', length: 3 }, { name: 'lon', length: 4 }] };

test('every way names the dataset, and slices take the middle of the first axis', () => {
  const ways = copyAs('https://etalon.example', 'abc', cube);

  expect(ways.every((way) => way.text.includes('abc'))).toBe(true);
  expect(ways.find((way) => way.title === 'Command line')?.text).toContain('--region "time=5:6"');
  expect(ways.find((way) => way.title === 'curl')?.text).toContain('cube=abc%2Ftas&region=time%3D5%3A6');
});

test('a map needs no region', () => {
  const text = copyAs('https://etalon.example', 'abc', { ...cube, axes: cube.axes.slice(1) })[0]?.text;

  expect(text).not.toContain('--region');
});

test('Zarr and H5Web have plain addresses', () => {
  const ways = copyAs('https://etalon.example', 'abc', cube);

  expect(ways.find((way) => way.title === 'Zarr address')?.text).toBe('https://etalon.example/zarr/abc');
  expect(ways.find((way) => way.title === 'Zarr in Python')?.text).toContain('"https://etalon.example/zarr/abc"');
  expect(ways.find((way) => way.title === 'H5Web')?.text).toBe('https://etalon.example/h5web/abc');
});
