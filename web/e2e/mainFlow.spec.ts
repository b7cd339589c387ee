import { coloursOf, expect, test } from './signedIn';

test('sign in, find, look, run, compare, share', async ({ portal: page }) => {
  // Find.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Find' }).click();
  await page.getByRole('textbox', { name: 'Words and conditions' }).fill('axis = time, name = temp*');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: '1 datasets' })).toBeVisible();
  await page.getByRole('link', { name: 'temperature' }).first().click();
  await expect(page.getByRole('heading', { name: 'temperature' })).toBeVisible();

  // Look.
  await page.getByRole('main').getByRole('link', { name: 'Look', exact: true }).click();
  await expect.poll(() => coloursOf(page)).toBeGreaterThan(50);
  await expect(page.locator('output').first()).toHaveText('time 2006-01-01');
  await page.getByRole('button', { name: 'One step on' }).click();
  await expect(page).toHaveURL(/%40time%3A1826/);

  // Share: the address alone shows the same.
  const shared = await page.context().newPage();
  await shared.goto(page.url());
  await expect(shared.getByLabel('Index along time')).toHaveValue('1826');
  await expect.poll(() => coloursOf(shared)).toBeGreaterThan(50);
  await shared.close();

  // Run: plan first, then start.
  await page.goBack();
  await page.getByRole('link', { name: 'Compute with it' }).click();
  await page.getByRole('textbox', { name: 'Filter' }).fill('Reduces axes');
  await page.getByRole('link', { name: /^reduce/ }).click();
  await page.getByLabel('Operation').selectOption('mean');
  await page.getByRole('textbox', { name: 'Axes' }).fill('time');
  await page.getByRole('button', { name: 'Plan only' }).click();
  await expect(page.getByTestId('plan')).toContainText('Memory');
  await page.getByRole('textbox', { name: 'Name of the result' }).fill(`mean ${test.info().project.name}`);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByText('done', { exact: true })).toBeVisible();

  // Run again with a change, and compare.
  await page.getByRole('link', { name: 'Rerun with changes' }).click();
  await expect(page.getByLabel('Operation')).toHaveValue('mean');
  await page.getByLabel('Operation').selectOption('median');
  await page.getByRole('textbox', { name: 'Name of the result' }).fill(`median ${test.info().project.name}`);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByText('done', { exact: true })).toBeVisible();
  await page.getByRole('navigation', { name: 'Parts of the run' }).getByRole('link', { name: 'Compare' }).click();
  const other = page.getByLabel('The other run');
  await expect(other.locator('option', { hasText: `mean ${test.info().project.name}` })).toHaveCount(1);
  await other.selectOption({ index: await other.locator('option').evaluateAll((options, name) => options.findIndex((option) => option.textContent.startsWith(name)), `mean ${test.info().project.name}`) });
  await expect(page.getByText('explained').first()).toBeVisible();
  await page.getByRole('link', { name: 'Look at both' }).first().click();
  await expect(page.getByTestId('difference')).toContainText('between');
});

test('nothing is wider than the window', async ({ portal: page, etalon }) => {
  const volume = await etalon.dataset('demo volume');
  for (const path of ['/', '/find', `/datasets/${volume}`, `/datasets/${volume}/lineage`, `/look?p=${volume}/volume`, '/workflows', '/jobs', '/account', '/admin']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), path).toBeLessThanOrEqual(0);
  }
});
