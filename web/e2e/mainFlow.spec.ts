import type { Page } from '@playwright/test';
import { keyboard, pointer, type Hand } from './hands';
import { coloursOf, expect, freshPage, test } from './signedIn';

const ways: [way: string, hand: (page: Page) => Hand][] = [
  ['by pointer', pointer],
  ['by keyboard', keyboard],
];

for (const [way, handOf] of ways) {
  test(`sign in, find, look, run, compare, share, ${way}`, async ({ browser, etalon, pageOf }, { project }) => {
    const mark = `${project.name} ${way}`;
    await etalon.person('paula', 'Paula Prüfer');
    await etalon.proposal('ma-1', 'Climate and fibres', ['paula'], [await etalon.dataset('temperature')]);
    const page = await freshPage(browser, etalon.url);
    const hand = handOf(page);
    const main = page.getByRole('main');

    // Sign in.
    await page.goto(await etalon.signInPath());
    await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();

    // Find.
    await hand.press(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Find' }));
    await hand.write(page.getByRole('textbox', { name: 'Words and conditions' }), 'axis = time, name = temp*');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: '1 dataset' })).toBeVisible();
    await hand.press(main.getByRole('link', { name: 'temperature' }).first());
    await expect(page.getByRole('heading', { name: 'temperature' })).toBeVisible();

    // Look.
    await hand.press(main.getByRole('link', { name: 'Look', exact: true }));
    await expect.poll(() => coloursOf(page)).toBeGreaterThan(50);
    await expect(page.locator('output').first()).toHaveText('time 2006-01-01');
    await hand.press(page.getByRole('button', { name: 'One step on' }));
    await expect(page).toHaveURL(/%40time%3A1826/);

    // Run: plan first, then start.
    await page.goBack();
    await hand.press(page.getByRole('link', { name: 'Compute with it' }));
    await hand.write(page.getByRole('textbox', { name: 'Filter' }), 'Reduces axes');
    await hand.press(page.getByRole('link', { name: /^reduce/ }));
    await hand.choose(page.getByLabel('Operation'), 'mean');
    await hand.write(page.getByRole('textbox', { name: 'Axes' }), 'time');
    await hand.write(page.getByRole('textbox', { name: 'Name of the result' }), `mean ${mark}`);
    await hand.press(page.getByRole('button', { name: 'Plan only' }));
    await expect(page.getByTestId('plan')).toContainText('Memory');
    await hand.press(page.getByRole('button', { name: 'Start' }));
    await expect(page.getByText('done', { exact: true })).toBeVisible();

    // Run again with a change.
    await hand.press(page.getByRole('link', { name: 'Rerun with changes' }));
    await expect(page.getByLabel('Operation')).toHaveValue('mean');
    await hand.choose(page.getByLabel('Operation'), 'median');
    await hand.write(page.getByRole('textbox', { name: 'Name of the result' }), `median ${mark}`);
    await hand.press(page.getByRole('button', { name: 'Plan only' }));
    await expect(page.getByTestId('plan')).toContainText('Memory');
    await hand.press(page.getByRole('button', { name: 'Start' }));
    await expect(page.getByRole('heading', { name: `median ${mark}` })).toBeVisible();
    await expect(page.getByText('done', { exact: true })).toBeVisible();

    // Compare.
    await hand.press(page.getByRole('navigation', { name: 'Parts of the run' }).getByRole('link', { name: 'Compare' }));
    await hand.choose(page.getByLabel('The other run'), `mean ${mark}`);
    await expect(page.getByText('explained').first()).toBeVisible();
    await hand.press(page.getByRole('link', { name: 'Look at both' }).first());
    const difference = page.getByTestId('difference');
    await expect(difference).toContainText('between');

    // Share: the address shows a colleague, who has rights through a proposal, the same view; a stranger sees nothing.
    const colleague = await pageOf('paula', page.url());
    await expect(colleague.getByTestId('difference')).toHaveText((await difference.textContent()) ?? '');
    await expect.poll(() => coloursOf(colleague)).toBeGreaterThan(50);
    await etalon.person('fremd', '');
    const stranger = await pageOf('fremd', page.url());
    await expect(stranger.getByRole('alert').first()).toBeVisible();
    await page.context().close();
  });
}
