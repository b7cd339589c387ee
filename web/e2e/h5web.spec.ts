import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import type { Etalon } from './etalon';
import { coloursOf, expect, test } from './signedIn';

const run = promisify(execFile);
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const script = join(root, 'tests/Etalon.Server.Tests/Views/h5_fixture.py');

/** What h5py says of a node: the kind, the values as JSON, its attributes. */
interface Node {
  meta: { kind: string; attributes: { name: string }[]; children?: { name: string }[] };
  attr?: Record<string, unknown>;
  json?: unknown;
}

const python = async (...words: string[]) => (await run('/usr/bin/python3', ['-W', 'ignore', ...words], { maxBuffer: 1 << 26, timeout: 60_000 })).stdout;

let known: { id: string; nodes: Record<string, Node> } | undefined;

/** The fixture of the server's tests as a dataset that is read in place. */
async function everything(etalon: Etalon) {
  if (!known) {
    const folder = join(await mkdtemp(join(tmpdir(), 'etalon-h5-')), 'data');
    await mkdir(folder);
    await python(script, 'make', folder);
    await etalon.command('dataset', 'import', join(folder, 'everything.h5'), '--in-place', '--name', 'everything');
    const nodes = JSON.parse(await python(script, 'expect', join(folder, 'everything.h5'))) as Record<string, Node>;
    known = { id: await etalon.dataset('everything'), nodes };
  }
  return known;
}

const open = (page: Page, id: string, path: string) => page.goto(`/h5web/${id}?path=${encodeURIComponent(path)}`);
const item = (page: Page, path: string) => page.locator(`[role="treeitem"][data-path="${path}"]`);

/** What stands in the cells of H5Web's matrix. */
const cells = (page: Page) => page.getByRole('gridcell');

test('one walks from the dataset through its groups, and the address goes along', async ({ portal: page, etalon }) => {
  const { id, nodes } = await everything(etalon);
  await page.goto(`/datasets/${id}`);
  await page.getByRole('link', { name: 'Open in H5Web' }).click();
  await expect(page.getByRole('heading', { name: 'everything in H5Web' })).toBeVisible();

  for (const group of ['numbers', 'texts', 'links']) {
    await item(page, `/${group}`).click();
    await expect(page).toHaveURL(new RegExp(`path=%2F${group}$`));
    const names = (nodes[`/${group}`]?.meta.children ?? []).map((child) => child.name);
    await expect(item(page, `/${group}`)).toHaveAttribute('aria-expanded', 'true');
    await expect.poll(async () => (await page.locator(`[role="treeitem"][data-path^="/${group}/"]`).allTextContents()).map((name) => name.trim()).sort()).toEqual(names.sort());
    await item(page, `/${group}`).click();
  }

  await open(page, id, '/links/outside_group/values');
  await expect(item(page, '/links/outside_group/values')).toHaveAttribute('aria-selected', 'true');
});

test('every node can be inspected, with the attributes that h5py reads', async ({ portal: page, etalon }) => {
  test.setTimeout(90_000);
  const { id, nodes } = await everything(etalon);
  const failed: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/h5/') && response.status() >= 400) {
      failed.push(`${response.status()} ${response.url()}`);
    }
  });
  for (const path of ['/', '/attributes', '/attributes/of_dataset', '/types/point', '/links/broken', '/links/above', '/layouts/deflate', '/compounds/nested', '/others/nothing', '/numbers/f16_big_1d']) {
    const node = nodes[path];
    await open(page, id, path);
    await page.getByRole('tab', { name: 'Inspect' }).click();
    for (const { name } of node?.meta.attributes ?? []) {
      const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) }).last();
      await expect(row, `${path} ${name}`).toBeVisible();
      const shown = (await row.getByRole('cell').textContent()) ?? '';
      const value = node?.attr?.[name];
      if (!/^c(8|16)/.test(name)) {
        // Browsers write 64-bit integers with the digits that a double has.
        expect(JSON.parse(shown), `${path} ${name}`).toEqual(JSON.parse(JSON.stringify(value)));
      }
    }
  }
  expect(failed).toEqual([]);
});

test('values are those that h5py reads', async ({ portal: page, etalon }) => {
  test.setTimeout(90_000);
  const { id, nodes } = await everything(etalon);
  // Of the small types one order of bytes each, but in ./test --all: the bytes themselves are compared elsewhere.
  const types = ['i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8', 'f2', 'f4', 'f8', 'f16'];
  const rows = types.flatMap((name, index) => process.env.ETALON_E2E_ALL ? [`/numbers/${name}_little_1d`, `/numbers/${name}_big_1d`] : [`/numbers/${name}_${index % 2 ? 'little' : 'big'}_1d`]);
  for (const path of rows) {
    await open(page, id, path);
    await page.getByRole('tab', { name: 'Matrix' }).click();
    await page.getByRole('radio', { name: 'Exact' }).click();
    const values = nodes[path]?.json as (number | null)[];
    await expect(cells(page), path).toHaveCount(values.length);
    const shown = await cells(page).allTextContents();
    const exact = await exactValues(page, id, path);
    for (const [index, value] of values.entries()) {
      const text = shown[index] ?? '';
      if (value === null) {
        expect(text, path).toMatch(/NaN|∞|Infinity/);
      } else if (/\/[iu]/.test(path)) {
        expect(text.replace('−', '-'), path).toBe(exact[index]);
      } else {
        expect(Number(text.replace('−', '-')), path).toBeCloseTo(value, 2);
      }
    }
  }

  for (const [path, words] of [['/texts/utf8', ['alpha', 'β', '日本語', '']], ['/texts/fixed', ['abc', 'de', '']], ['/numbers/bool', ['true', 'false', 'true', 'false', 'false', 'true']], ['/numbers/colours', ['RED', 'GREEN', 'BLUE', 'RED']]] as const) {
    await open(page, id, path);
    await page.getByRole('tab', { name: 'Matrix' }).click();
    await expect(cells(page), path).toHaveText([...words]);
  }

  await open(page, id, '/texts/utf8_scalar');
  await expect(page.getByText('größer', { exact: true })).toBeVisible();

  // Exact digits of what is no number, which JSON has as null, H5Web does not show.
  await open(page, id, '/numbers/i4_little_1d');
  await page.getByRole('tab', { name: 'Matrix' }).click();
  await page.getByRole('radio', { name: 'Auto' }).click();
  await open(page, id, '/compounds/points');
  await page.getByRole('tab', { name: 'Compound' }).click();
  await expect(cells(page).filter({ hasText: 'one' })).toBeVisible();
});

/** The digits of integers, which are too many for the numbers of JavaScript. */
async function exactValues(page: Page, id: string, path: string): Promise<string[]> {
  const text = await page.evaluate(async (address) => (await fetch(address)).text(), `/h5/data?file=${id}&path=${path}`);
  return text.slice(1, -1).split(',');
}

test('what is exported with the cookie is what numpy wrote', async ({ portal: page, etalon }) => {
  const { id } = await everything(etalon);
  await page.setViewportSize({ width: 1800, height: 900 });
  await open(page, id, '/layouts/deflate');
  await page.getByRole('tab', { name: 'Matrix' }).click();
  await page.getByRole('button', { name: /Export/ }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menu').getByText(/npy/i).click()]);

  const file = await download.path();
  const read = await python('-c', 'import sys, json, numpy\nprint(json.dumps(numpy.load(sys.argv[1]).tolist()))', file);
  expect(JSON.parse(read)).toEqual([[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]);
});

test('a cube of the store is shown as its signal, in both schemes', async ({ portal: page, etalon }) => {
  const volume = await etalon.dataset('demo volume');
  await open(page, volume, '/volume');
  await expect.poll(() => coloursOf(page)).toBeGreaterThan(20);
  await page.getByRole('button', { name: /Use the (dark|light) scheme/ }).click();
  await expect.poll(() => coloursOf(page)).toBeGreaterThan(20);
});

test('the copied Zarr lines work as they are', async ({ portal: page, etalon }) => {
  const cube = await etalon.dataset('demo volume');
  await page.goto(`/datasets/${cube}/use`);
  const lines = (await page.getByRole('region', { name: 'Zarr in Python' }).textContent()) ?? '';
  const token = readFileSync(join(etalon.home, 'token'), 'utf8').trim();

  const { stdout } = await run('/usr/bin/python3', ['-W', 'ignore', '-c', `${lines}\nprint(dict(ds["volume"].sizes), float(ds["volume"][32].mean()) > 0)`], {
    env: { ...process.env, ETALON_TOKEN: token },
    timeout: 60_000,
  });

  expect(stdout).toContain("'row': 512");
  expect(stdout).toContain('True');
});
