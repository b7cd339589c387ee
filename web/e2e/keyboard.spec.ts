import { coloursOf, expect, test } from './signedIn';

test('from the start to a frame with the keyboard alone', async ({ portal: page }) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('demo volume');
  await expect(page.getByRole('option', { name: /demo volume/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'demo volume' })).toBeVisible();

  const look = page.getByRole('main').getByRole('link', { name: 'Look', exact: true });
  for (let tabs = 0; tabs < 30 && !(await look.evaluate((link) => link === document.activeElement)); tabs++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect.poll(() => coloursOf(page)).toBeGreaterThan(50);

  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/%40y%3A33/);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(page).toHaveURL(/%40y%3A23/);
  await page.keyboard.press('l');
  await expect(page.getByLabel('Logarithm')).toBeChecked();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the first Tab leads past the menu', async ({ portal: page }) => {
  await page.goto('/find');
  await expect(page.getByRole('heading', { name: 'Find' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
});
