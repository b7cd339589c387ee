import { expect, test } from 'vitest';
import { condition, parseSearch, toggled } from './searchText';

test('words alone are words', () => {
  expect(parseSearch('carbon fibres')).toEqual({ text: 'carbon fibres', where: [] });
});

test('a quantity keeps its unit', () => {
  expect(parseSearch('energy>20 keV')).toEqual({ text: '', where: ['energy > 20 keV'] });
});

test('words before a condition stay words', () => {
  expect(parseSearch('carbon fibres energy >= 20keV, axis = time')).toEqual({
    text: 'carbon fibres',
    where: ['energy >= 20keV', 'axis = time'],
  });
});

test('conditions are joined by and', () => {
  expect(parseSearch('type=float32 and sample/name = Fe')).toEqual({ text: '', where: ['type = float32', 'sample/name = Fe'] });
});

test('a word that contains and is not torn', () => {
  expect(parseSearch('sandstone')).toEqual({ text: 'sandstone', where: [] });
});

test('a condition is put together from its parts', () => {
  expect(condition('energy', '<', ' 5 ', 'keV')).toBe('energy < 5 keV');
});

test('choosing a facet twice takes it away', () => {
  expect(toggled(toggled(['axis = lat'], 'axis = lon'), 'axis = lat')).toEqual(['axis = lon']);
});
