import { describe, expect, it } from 'vitest';
import { fits } from './fits';

const entry = { name: 'oph_reduce', aliases: ['oph_red'], doc: 'Reduces arrays along their dimension.' };

describe('the filter of the manual', () => {
  it('takes everything when nothing is written', () => expect(fits(entry, '  ')).toBe(true));
  it('wants every word, wherever it stands', () => {
    expect(fits(entry, 'reduce DIMENSION')).toBe(true);
    expect(fits(entry, 'red arrays')).toBe(true);
    expect(fits(entry, 'reduce quantile')).toBe(false);
  });
});
