import { expect, test } from 'vitest';
import { nextPage } from './nextPage';

test('a path of the portal is followed', () => {
  expect(nextPage('/find?q=fibres')).toBe('/find?q=fibres');
});

test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/signin#x', '', null])(
  'another site is not followed: %s',
  (wanted) => {
    expect(nextPage(wanted)).toBe('/');
  },
);
