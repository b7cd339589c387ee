import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { allPages, settle } from './pages';
import { expect, freshPage, test } from './signedIn';
import type { Page } from '@playwright/test';

const axePath = createRequire(import.meta.url).resolve('axe-core');

/** What axe finds on the page that is shown, in both themes. */
async function check(page: Page, name: string): Promise<void> {
  // Colours fade from one theme to the other, each child after its parent; half faded they have other contrasts.
  await page.evaluate(() => {
    const still = new CSSStyleSheet();
    still.replaceSync('*, *::before, *::after { transition: none !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const results: axe.AxeResults = await axe.run({
        resultTypes: ['violations'],
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      });
      return results.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(' | ')}`);
    });
    expect.soft(found, `${name}, ${colorScheme}`).toEqual([]);
  }
}

test('axe finds nothing on any page in both themes', async ({ portal: page, etalon }) => {
  test.setTimeout(240_000);
  await page.addInitScript({ path: axePath });
  for (const [name, path] of await allPages(etalon)) {
    await settle(page, path, name);
    if (name === 'proposals') {
      await page.locator('summary', { hasText: 'ma-1' }).first().click();
      await expect(page.getByRole('button', { name: 'Remove paula' })).toBeVisible();
    }
    await check(page, name);
  }
});

test('axe finds nothing where one signs in, in the palette and in the list of keys', async ({ portal: page, etalon, browser }) => {
  await page.addInitScript({ path: axePath });
  await settle(page, '/find', 'find');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first()).toBeVisible();
  await check(page, 'palette');

  const volume = await etalon.dataset('demo volume');
  await settle(page, `/look?p=${volume}/volume`, 'look');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await check(page, 'keys');

  const stranger = await freshPage(browser, etalon.url);
  await stranger.addInitScript({ path: axePath });
  await settle(stranger, '/signin', 'sign-in');
  await check(stranger, 'sign-in');
  await stranger.route('**/api/session/providers', (route) => route.fulfill({ json: [{ name: 'laboratory', title: 'the laboratory' }] }));
  await settle(stranger, '/signin', 'sign-in with a provider');
  await expect(stranger.getByRole('link', { name: 'Sign in with the laboratory' })).toBeVisible();
  await check(stranger, 'sign-in with a provider');
  await stranger.context().close();
});
