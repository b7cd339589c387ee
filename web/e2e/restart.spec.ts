import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Etalon } from './etalon';

test('a restart of the server shows a banner, and the page comes back by itself', async ({ page }) => {
  test.setTimeout(120_000);
  const etalon = new Etalon(mkdtempSync(join(tmpdir(), 'etalon-restart-')));
  try {
    await etalon.command('up');
    const { origin, port } = new URL(etalon.url);
    await page.goto(origin + (await etalon.signInPath()));
    await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();

    await etalon.command('down');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Jobs' }).click();
    await expect(page.getByText('The server does not answer at the moment.')).toBeVisible();

    await etalon.command('up', '--port', port);
    await expect(page.getByText('The server does not answer at the moment.')).toHaveCount(0);
    await expect(page.getByText('Nothing has run yet.')).toBeVisible();
  } finally {
    await etalon.command('down').catch(() => undefined);
    rmSync(etalon.home, { recursive: true, force: true });
  }
});
