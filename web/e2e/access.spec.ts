import { expect, test } from './signedIn';

test('who is let into a proposal sees what is given to it, until it is taken back', async ({ portal: page, etalon, pageOf }) => {
  const number = `mx-${Date.now()}`;
  await etalon.person('karl', 'Karl Kollege');
  const given = await etalon.dataset('resample tas');
  const colleague = await pageOf('karl', `/datasets/${given}`);
  await expect(colleague.getByRole('alert')).toBeVisible();

  // The proposal is made, and both are let in.
  await page.goto('/admin/proposals');
  await page.getByLabel('Number').fill(number);
  await page.getByLabel('Title').fill('Heat of the year');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('summary').filter({ hasText: number }).click();
  const open = page.locator('details[open]').filter({ hasText: number });
  for (const name of ['karl', (await etalon.ask<{ name: string }>('/api/users/self')).name]) {
    await open.getByLabel('Login name of a new member').fill(name);
    await open.getByRole('button', { name: 'Let in' }).click();
    await expect(open.getByRole('button', { name: `Remove ${name}` })).toBeVisible();
  }

  await page.goto(`/datasets/${given}/access`);
  await page.getByLabel('Proposal').selectOption({ label: `${number} Heat of the year` });
  await page.getByRole('button', { name: 'Give it to the proposal' }).click();
  await expect(page.getByRole('button', { name: 'Take it back' })).toBeVisible();
  await colleague.reload();
  await expect(colleague.getByRole('heading', { name: 'resample tas' })).toBeVisible();

  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByLabel('Proposal')).toBeVisible();
  await colleague.reload();
  await expect(colleague.getByRole('alert')).toBeVisible();
});
