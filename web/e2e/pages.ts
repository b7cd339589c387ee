import { expect, type Page } from '@playwright/test';
import type { Etalon } from './etalon';

/** Every page and every part of one, by name. */
export async function allPages(etalon: Etalon): Promise<[name: string, path: string][]> {
  const volume = await etalon.dataset('demo volume');
  const { run } = await etalon.ask<{ run: string }>(`/api/datasets/${volume}`);
  await etalon.person('paula', 'Paula Prüfer');
  await etalon.proposal('ma-1', 'Climate and fibres', ['paula'], [volume]);
  // Begun and not finished: the page lists it.
  await etalon.ask('/api/uploads', 'POST', { name: 'half.h5', files: [{ path: 'half.h5', bytes: 1_000_000, modified: 1 }] });
  return [
    ['home', '/'],
    ['find', '/find'],
    ['find as cards', '/find?view=cards&where=axis+%3D+y'],
    ['find nothing', '/find?q=nosuchword'],
    ['upload', '/upload'],
    ['dataset', `/datasets/${volume}`],
    ['cubes', `/datasets/${volume}/cubes`],
    ['metadata', `/datasets/${volume}/metadata`],
    ['lineage', `/datasets/${volume}/lineage`],
    ['runs of a dataset', `/datasets/${volume}/runs`],
    ['access', `/datasets/${volume}/access`],
    ['use', `/datasets/${volume}/use`],
    ['no dataset', '/datasets/00000000-0000-0000-0000-000000000000'],
    ['look', `/look?p=${volume}/volume|roi:10,10,90,90|line:0,0,90,90`],
    ['no shared view', '/v/0000000000'],
    ['line', `/look?p=${volume}/metric`],
    ['planes', `/look?p=${volume}/volume|mode:planes`],
    ['volume', `/look?p=${volume}/volume|mode:volume`],
    ['two panels', `/look?p=${volume}/volume&p=${volume}/level1&difference=1`],
    ['workflows', '/workflows'],
    ['launch', `/workflows/workflow/tomography?input=${volume}/volume`],
    ['launch again', `/workflows/workflow/tomography?from=${run}`],
    ['operator', '/workflows/operator/reduce'],
    ['manual', '/ophidia?q=reduce'],
    ['run', `/runs/${run}`],
    ['steps', `/runs/${run}/steps`],
    ['log', `/runs/${run}/log`],
    ['request', `/runs/${run}/request`],
    ['compare', `/runs/${run}/compare?with=${run}`],
    ['jobs', '/jobs'],
    ['account', '/account'],
    ['health', '/admin'],
    ['users', '/admin/users'],
    ['proposals', '/admin/proposals'],
    ['audit', '/admin/audit'],
    ['nothing', '/no-such-page'],
  ];
}

/** Goes to a page, and waits until it has fetched what it shows. */
export async function settle(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 }), name).not.toHaveText(/^(…|This page failed)/);
  await expect(page.getByRole('status', { name: 'Loading' }), name).toHaveCount(0);
  // Nothing is fetched or drawn anew any more.
  await page.waitForFunction(() => {
    const seen = window as unknown as { seenCount?: number; seenAt?: number };
    const count = performance.getEntriesByType('resource').length + document.querySelectorAll('*').length;
    if (count !== seen.seenCount) {
      Object.assign(seen, { seenCount: count, seenAt: performance.now() });
    }
    return performance.now() - (seen.seenAt ?? 0) > 150;
  });
}
