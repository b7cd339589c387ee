import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { expect, test } from './signedIn';

const axePath = createRequire(import.meta.url).resolve('axe-core');
const pages: [name: string, path: (volume: string, run: string) => string][] = [
  ['home', () => '/'],
  ['find', () => '/find'],
  ['find as cards', () => '/find?view=cards&where=axis+%3D+y'],
  ['dataset', (volume) => `/datasets/${volume}`],
  ['cubes', (volume) => `/datasets/${volume}/cubes`],
  ['metadata', (volume) => `/datasets/${volume}/metadata`],
  ['lineage', (volume) => `/datasets/${volume}/lineage`],
  ['use', (volume) => `/datasets/${volume}/use`],
  ['look', (volume) => `/look?p=${volume}/volume|roi:10,10,90,90|line:0,0,90,90`],
  ['line', (volume) => `/look?p=${volume}/metric`],
  ['planes', (volume) => `/look?p=${volume}/volume|mode:planes`],
  ['volume', (volume) => `/look?p=${volume}/volume|mode:volume`],
  ['workflows', () => '/workflows'],
  ['launch', (volume) => `/workflows/workflow/tomography?input=${volume}/volume`],
  ['run', (_, run) => `/runs/${run}`],
  ['steps', (_, run) => `/runs/${run}/steps`],
  ['jobs', () => '/jobs'],
  ['account', () => '/account'],
  ['health', () => '/admin'],
  ['users', () => '/admin/users'],
  ['proposals', () => '/admin/proposals'],
  ['audit', () => '/admin/audit'],
  ['nothing', () => '/no-such-page'],
];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page, ${colorScheme}`, async ({ portal: page, etalon }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.addInitScript({ path: axePath });
    const volume = await etalon.dataset('demo volume');
    const run = await page.evaluate(async (id) => ((await (await fetch(`/api/datasets/${id}`)).json()) as { run: string }).run, volume);
    for (const [name, path] of pages) {
      await page.goto(path(volume, run));
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/…|failed/);
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await page.waitForLoadState('networkidle');
      await expect(page.getByRole('heading', { level: 1, name: 'This page failed' }), name).toHaveCount(0);
      const found = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: typeof import('axe-core') };
        const results: axe.AxeResults = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
        return results.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(' | ')}`);
      });
      expect.soft(found, `${name}, ${colorScheme}`).toEqual([]);
    }
  });
}
