import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { coloursOf, expect, test } from './signedIn';

const run = promisify(execFile);

/** Makes an HDF5 file of 24 images of noise, about 3 MB, which no compression makes smaller. */
async function scan(name: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'etalon-upload-')), name);
  await run('/usr/bin/python3', [
    '-c',
    'import h5py, numpy, sys\nwith h5py.File(sys.argv[1], "w") as f: f["noise"] = numpy.random.default_rng(7).integers(0, 65535, (24, 256, 256), dtype="u2")',
    path,
  ]);
  return path;
}

const choose = async (page: Page, button: string, path: string) => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(path);
};

test('a file of this machine becomes a dataset that one looks at', async ({ portal: page }, { project }) => {
  const name = `${project.name}.h5`;
  const file = await scan(name);
  await page.getByRole('link', { name: 'Bring data in' }).first().click();
  await choose(page, 'Choose files', file);
  const row = page.getByRole('listitem', { name });

  // It goes on while one is elsewhere.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Jobs' }).click();
  await expect(page.getByRole('heading', { name: 'Jobs' })).toBeVisible();
  await page.goBack();
  await row.getByRole('link', { name: 'Open dataset' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();

  await page.goBack();
  await row.getByRole('link', { name: 'Look' }).click();
  await expect.poll(() => coloursOf(page)).toBeGreaterThan(50);
});

test('a folder becomes one dataset, with all files below it', async ({ portal: page }, { project }) => {
  const name = `scan-${project.name}.zarr`;
  const folder = join(await mkdtemp(join(tmpdir(), 'etalon-upload-')), name);
  await mkdir(join(folder, 'noise'), { recursive: true });
  await writeFile(join(folder, 'zarr.json'), JSON.stringify({ zarr_format: 3, node_type: 'group', attributes: {} }));
  await writeFile(join(folder, 'noise/zarr.json'), JSON.stringify({
    zarr_format: 3, node_type: 'array', shape: [4, 8, 8], data_type: 'uint8', fill_value: 0, attributes: {}, codecs: [{ name: 'bytes' }],
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [1, 8, 8] } }, chunk_key_encoding: { name: 'default', configuration: { separator: '.' } },
  }));
  await Promise.all([0, 1, 2, 3].map((plane) => writeFile(join(folder, `noise/c.${plane}.0.0`), Uint8Array.from({ length: 64 }, (_, index) => index + plane))));
  await page.goto('/upload');
  await choose(page, 'Choose a folder', folder);

  const row = page.getByRole('listitem', { name });
  await expect(row).toContainText('6 files');
  await row.getByRole('link', { name: 'Open dataset' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
  await expect(page.getByText('4 × ')).toBeVisible();
});

test('files that are dropped are one upload each', async ({ portal: page }, { project }) => {
  const names = ['one', 'two'].map((name) => `${name}-${project.name}.txt`);
  await page.goto('/upload');
  await expect(page.getByText('Each file becomes a dataset')).toBeVisible();
  const data = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    all.forEach((name) => transfer.items.add(new File([`${name} is no data`], name)));
    return transfer;
  }, names);
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });

  for (const name of names) {
    const row = page.getByRole('listitem', { name });
    await expect(row.getByRole('alert')).toBeVisible();
    await row.getByRole('button', { name: `Delete ${name}` }).click();
    await row.getByRole('button', { name: `Yes, delete what has arrived of ${name}` }).click();
    await expect(row).toHaveCount(0);
  }
});

test('an upload that a reload broke off is carried on', async ({ portal: page }, { project }) => {
  const name = `again-${project.name}.h5`;
  const file = await scan(name);
  const offsets: number[] = [];
  let held = false;
  // The first part gets through, the second never arrives.
  await page.route('**/api/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH') {
      offsets.push(Number(route.request().headers()['upload-offset']));
      held = offsets.length === 2;
    }
    await (held ? new Promise(() => undefined) : route.continue());
  });
  await page.goto('/upload');
  await choose(page, 'Choose files', file);
  const row = page.getByRole('listitem', { name });
  await expect(row.getByText('1.05 MB of')).toBeVisible();
  await expect.poll(() => held).toBe(true);

  // The browser asks before it leaves.
  const asked = page.waitForEvent('dialog');
  const reloaded = page.reload();
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await reloaded;

  await expect(row.getByText('unfinished')).toBeVisible();
  held = false;
  const chooser = page.waitForEvent('filechooser');
  await row.getByRole('button', { name: 'Choose the file again to carry on' }).click();
  await (await chooser).setFiles(file);
  await row.getByRole('link', { name: 'Open dataset' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
  // Nothing was sent twice but what never arrived.
  expect(offsets.slice(0, 3)).toEqual([0, 1024 * 1024, 1024 * 1024]);
});

test('what cannot be imported says why, is imported with other options, or deleted', async ({ portal: page, etalon }, { project }) => {
  const name = `wrong-${project.name}.h5`;
  const file = await scan(name);
  await page.goto('/upload');
  await page.getByText('Options for what you choose next').click();
  await page.getByRole('textbox', { name: 'Cubes' }).fill('voice');
  await choose(page, 'Choose files', file);
  const row = page.getByRole('listitem', { name });
  await expect(row.getByRole('alert')).toContainText('voice');
  await row.getByLabel('Cubes').fill('noise');
  await row.getByLabel('Name of the dataset').fill(`right ${project.name}`);
  await row.getByLabel('Compression').selectOption('zstd');
  await row.getByRole('button', { name: 'Import again' }).click();
  await row.getByRole('link', { name: 'Open dataset' }).click();
  await expect(page.getByRole('heading', { name: `right ${project.name}` })).toBeVisible();

  // Another one that is no data at all.
  await page.goBack();
  await choose(page, 'Choose files', import.meta.filename);
  const text = page.getByRole('listitem', { name: 'upload.spec.ts' });
  await expect(text.getByRole('alert')).toBeVisible();
  await text.getByRole('button', { name: 'Delete upload.spec.ts' }).click();
  await text.getByRole('button', { name: 'Yes, delete what has arrived of upload.spec.ts' }).click();
  await expect(text).toHaveCount(0);
  const { items } = await etalon.ask<{ items: { name: string }[] }>('/api/uploads');
  expect(items.map((item) => item.name)).not.toContain('upload.spec.ts');
});
