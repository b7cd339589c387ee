import { coloursOf, expect, test } from './signedIn';

test.use({ launchOptions: { executablePath: process.env.ETALON_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-webgl', '--disable-webgl2', '--disable-3d-apis'] } });

test('without WebGL an image is still shown, and a volume says what to do instead', async ({ portal: page, etalon }) => {
  const volume = await etalon.dataset('demo volume');

  await page.goto(`/look?p=${volume}/volume`);
  await expect.poll(() => coloursOf(page)).toBeGreaterThan(50);
  await expect(page.locator('canvas').first()).toHaveAttribute('data-painter', 'canvas');

  await page.goto(`/look?p=${volume}/volume|mode:volume`);
  await expect(page.getByText('This browser draws no volumes.')).toBeVisible();
});
