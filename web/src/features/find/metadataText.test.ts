import { expect, test } from 'vitest';
import { metadataText } from './metadataText';

const metadata = { energy: { value: 20, unit: 'keV' }, sample: { name: 'Fe', sizes: [1, 2] }, done: false };

test.each([
  ['energy', '20 keV'],
  ['sample/name', 'Fe'],
  ['sample/sizes', '[1,2]'],
  ['done', 'false'],
  ['sample/age', ''],
  ['nothing/at/all', ''],
])('%s is %s', (path, text) => {
  expect(metadataText(metadata, path)).toBe(text);
});
