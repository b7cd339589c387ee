import { coloursOf, expect, test } from './signedIn';

test('the value under the pointer is the sample', async ({ portal: page, etalon }) => {
  const volume = await etalon.dataset('demo volume');
  await page.goto(`/look?p=${volume}/volume|@y:32`);
  const canvas = page.locator('canvas').first();
  await expect.poll(() => coloursOf(page)).toBeGreaterThan(50);
  await expect(canvas).toHaveAttribute('data-painter', 'WebGL 2');

  // Sample 300, 200 of 512 x 512.
  const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + (300.5 / 512) * box.width, box.y + (200.5 / 512) * box.height);
  const shown = Number((await page.getByTestId('probe').locator('strong').textContent()) ?? NaN);

  const truth = await page.evaluate(async (id) => {
    const region = encodeURIComponent('y=32:33;row=200:201;column=300:301');
    return new Float32Array(await (await fetch(`/api/cube/samples?cube=${id}/volume&region=${region}`)).arrayBuffer())[0] ?? NaN;
  }, volume);
  expect(shown).toBeCloseTo(truth, 3);
});

test('three planes cross where one clicks', async ({ portal: page, etalon }) => {
  const volume = await etalon.dataset('demo volume');
  await page.goto(`/look?p=${volume}/volume|mode:planes`);
  await expect.poll(() => coloursOf(page)).toBeGreaterThan(50);

  const box = (await page.locator('canvas').first().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.click(box.x + (100.5 / 512) * box.width, box.y + (400.5 / 512) * box.height);

  await expect(page).toHaveURL(/%40row%3A400%7C%40column%3A100/);
});

test('a volume is drawn, and its level is said', async ({ portal: page, etalon }) => {
  const volume = await etalon.dataset('demo volume');
  await page.goto(`/look?p=${volume}/volume|mode:volume`);

  await expect(page.getByTestId('volume-level')).toContainText('128 × 128 × 64 samples, at 1 : 4, 4, 1');
  // A picture of one colour is small as PNG.
  await expect.poll(async () => (await page.getByRole('img', { name: /as a volume/ }).screenshot()).length).toBeGreaterThan(20_000);
});

test('linked panels move together', async ({ portal: page, etalon }) => {
  const volume = await etalon.dataset('demo volume');
  await page.goto(`/look?p=${volume}/volume&p=${volume}/level1&difference=1`);
  await expect(page.getByTestId('difference')).toContainText('between');

  await page.getByLabel('Index along y').fill('5');

  await expect.poll(() => new URL(page.url()).searchParams.getAll('p').map((text) => /@y:(\d+)/.exec(text)?.[1])).toEqual(['5', '5']);
});

test('playing steps through the frames', async ({ portal: page, etalon }) => {
  const volume = await etalon.dataset('demo volume');
  await page.goto(`/look?p=${volume}/volume|@y:10`);
  await expect.poll(() => coloursOf(page)).toBeGreaterThan(50);

  await page.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => Number(/@y:(\d+)/.exec(new URL(page.url()).searchParams.get('p') ?? '')?.[1])).toBeGreaterThan(15);
  await page.getByRole('button', { name: 'Pause' }).click();
});
