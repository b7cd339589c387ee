import { expect, test } from 'vitest';
import { middleRegion, place, principalCube, shapeText } from './cubes';

const days = (unit: string, calendar?: string) => ({ name: 'time', length: 10_000, unit, ...(calendar && { calendar }), coordinates: { start: 0, step: 1 } });

test.each([
  ['days since 2001-01-01', undefined, 59, '2001-03-01'],
  ['days since 2004-01-01', 'standard', 59, '2004-02-29'],
  // Without leap days a year is 365 days for ever.
  ['days since 2004-01-01', 'noleap', 59, '2004-03-01'],
  ['days since 2001-01-01', 'noleap', 1825, '2006-01-01'],
  ['days since 2001-12-31', '365_day', 1, '2002-01-01'],
  ['hours since 2001-01-01 06:00:00', undefined, 30, '2001-01-02 12:00'],
  ['hours since 2001-01-01 06:00:00', 'noleap', 30, '2001-01-02 12:00'],
  ['days since 2001-01-01', '360_day', 30, '30 days since 2001-01-01'],
])('%s, %s: %s is %s', (unit, calendar, index, text) => {
  expect(place(days(unit, calendar), index)).toBe(text);
});

test('coordinates keep their unit, and axes without any are counted', () => {
  expect(place({ name: 'y', length: 9, unit: 'um', coordinates: { start: 5, step: 0.1 } }, 3)).toBe('5.3 um');
  expect(place({ name: 'angle', length: 3, unit: 'degree', coordinates: { values: [0, 90, 180] } }, 1)).toBe('90 degree');
  expect(place({ name: 'lat', length: 9 }, 3)).toBe('3');
});

test('the principal cube has two axes if any has, and the most samples', () => {
  const long = { name: 'long', type: 'float32', axes: [{ name: 'x', length: 9999 }] };
  const map = { name: 'map', type: 'float32', axes: [{ name: 'time', length: 5 }, { name: 'y', length: 3 }, { name: 'x', length: 4 }] };

  expect(principalCube([long, map])?.name).toBe('map');
  expect(principalCube([])).toBeUndefined();
  expect(middleRegion(map)).toBe('time=2:3');
  expect(shapeText(map)).toBe('time 5 × y 3 × x 4');
});
