import { expect, freshPage, test } from './signedIn';

test('a password, once it is set, signs in and leads back to where one was', async ({ etalon, pageOf }, { project }) => {
  // Somebody of the test's own: a new password ends all other sessions.
  const name = `petra-${project.name}-${Date.now()}`;
  await etalon.person(name, 'Petra Probe');
  const page = await pageOf(name, '/account');
  await page.getByLabel('New password').fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(page.getByText('The password is set.')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  await page.goto('/jobs?state=done');
  const password = page.getByRole('textbox', { name: 'Password' });
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await password.fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await password.fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Sign in' }).click();

  await expect(page.getByRole('heading', { name: 'Jobs' })).toBeVisible();
  await expect(page).toHaveURL(/state=done/);
});

test('a token is made, shown once, signs in and is revoked', async ({ portal: page, browser, etalon }) => {
  const purpose = `notebook ${Date.now()}`;
  await page.goto('/account');
  await page.getByLabel('What it is for').fill(purpose);
  await page.getByLabel('read: see and fetch data').check();
  await page.getByRole('button', { name: 'Make a token' }).click();
  const secret = (await page.getByLabel('The token').textContent()) ?? '';

  const other = await freshPage(browser, etalon.url);
  await other.goto('/signin');
  await other.getByText('Token', { exact: true }).click();
  await other.locator('input[name=token]').fill(secret);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other.getByRole('heading', { name: /^Hello/ })).toBeVisible();

  await page.getByRole('button', { name: `Revoke ${purpose}` }).click();
  await expect(page.getByText('revoked').first()).toBeVisible();
  await other.goto('/find');
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await other.context().close();
});

test('a link works once', async ({ etalon, browser }) => {
  const path = await etalon.signInPath();
  for (const expected of [/^Hello/, /^Sign in/]) {
    const page = await freshPage(browser, etalon.url);
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: expected })).toBeVisible();
    await page.context().close();
  }
});
