import { expect, test } from './signedIn';

test('a password, once it is set, signs in and leads back to where one was', async ({ portal: page }) => {
  await page.goto('/account');
  await page.getByLabel('New password').fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(page.getByText('The password is set.')).toBeVisible();
  const name = await page.locator('dd').first().textContent();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  await page.goto('/jobs?state=done');
  await page.getByRole('textbox', { name: 'Name' }).fill(name ?? '');
  await page.getByLabel('Password', { exact: true }).last().fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).last().fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Sign in' }).click();

  await expect(page.getByRole('heading', { name: 'Jobs' })).toBeVisible();
  await expect(page).toHaveURL(/state=done/);
});

test('a token is made, shown once, signs in and is revoked', async ({ portal: page, browser, etalon }) => {
  await page.goto('/account');
  await page.getByLabel('What it is for').fill('notebook');
  await page.getByLabel('read: see and fetch data').check();
  await page.getByRole('button', { name: 'Make a token' }).click();
  const secret = (await page.getByLabel('The token').textContent()) ?? '';

  const other = await (await browser.newContext({ baseURL: etalon.url })).newPage();
  await other.goto('/signin');
  await other.getByText('Token', { exact: true }).click();
  await other.locator('input[name=token]').fill(secret);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other.getByRole('heading', { name: /^Hello/ })).toBeVisible();

  await page.getByRole('button', { name: 'Revoke notebook' }).click();
  await expect(page.getByText('revoked').first()).toBeVisible();
  await other.goto('/find');
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await other.context().close();
});

test('a link works once', async ({ etalon, browser }) => {
  const path = await etalon.signInPath();
  for (const expected of [/^Hello/, /^Sign in/]) {
    const page = await (await browser.newContext({ baseURL: etalon.url })).newPage();
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: expected })).toBeVisible();
    await page.context().close();
  }
});
