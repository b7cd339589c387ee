import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Problem } from '../../api/problem';
import { FakeServer } from './fakeServer';
import { FileChanged } from './readPart';
import type { Source } from './requests';
import { Sender, type Clock, type News } from './sender';

const kibi = 1024;
const mebi = 1024 * kibi;
const modified = 1_763_800_000_123;
let server: FakeServer;
let news: News[];
let giveUp: AbortController;
let clock: Clock;
let now: number;

/** Bytes that are different everywhere, and the same each time. */
function bytesOf(length: number, seed: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8) * 7 + seed * 13) & 255);
}

function source(path: string, content: Uint8Array<ArrayBuffer>): Source {
  return { path, file: new File([content], path, { lastModified: modified }) };
}

const sender = () => new Sender((one) => news.push(one), giveUp.signal, clock);
const sendAll = (sources: Source[]) => sender().send('scan', sources);
const pauses = () => news.flatMap(({ pause }) => (pause ? [pause] : []));

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  now = 0;
  server = new FakeServer();
  news = [];
  giveUp = new AbortController();
  clock = {
    now: () => now,
    rest: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    limit: () => new AbortController().signal,
  };
  vi.stubGlobal('fetch', server.fetch);
  vi.stubGlobal('sessionStorage', { getItem: () => null });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('several files come as one stream, in the order of the list', async () => {
  const contents = [bytesOf(300 * kibi, 1), new Uint8Array(), bytesOf(7, 2), bytesOf(2 * mebi, 3), bytesOf(1, 4)];

  const view = await sendAll(contents.map((content, index) => source(`scan/${index}.tif`, content)));

  expect(view.received).toBe(view.bytes);
  expect(server.taken().equals(Buffer.concat(contents))).toBe(true);
  const order = JSON.parse(server.asked[0]?.body as string) as { files: unknown[] };
  expect(order.files[2]).toEqual({ path: 'scan/2.tif', bytes: 7, modified });
});

test('a part says its place, its type and its digest', async () => {
  const content = bytesOf(mebi + 5, 1);

  await sendAll([source('a', content)]);

  const second = server.requests('PATCH')[1];
  expect(second?.headers.get('Upload-Offset')).toBe(String(mebi));
  expect(second?.headers.get('Content-Type')).toBe('application/offset+octet-stream');
  expect(second?.headers.get('Content-Digest')).toBe(`sha-256=:${createHash('sha256').update(content.subarray(mebi)).digest('base64')}:`);
});

test('where the browser computes no digests, none is sent', async () => {
  vi.stubGlobal('crypto', {});

  await sendAll([source('a', bytesOf(10, 1))]);

  expect(server.requests('PATCH')[0]?.headers.has('Content-Digest')).toBe(false);
  expect(server.uploads[0]?.view.received).toBe(10);
});

test.each([
  ['a quick line', 100 * mebi, [1, 2, 4, 8, 16, 16].map((size) => size * mebi)],
  ['a line of 3 MiB/s', 3 * mebi, [mebi, 2 * mebi, 4 * mebi, 6 * mebi]],
  ['a slow line', 10 * kibi, [mebi, 256 * kibi, 256 * kibi]],
])('parts take about two seconds: %s', async (_, bytesPerSecond, sizes) => {
  server.onPart = (bytes) => {
    now += (bytes / bytesPerSecond) * 1000;
  };
  const total = sizes.reduce((sum, size) => sum + size, 0);

  await sendAll([{ path: 'a', file: new File([new Uint8Array(total)], 'a') }]);

  const sent = server.requests('PATCH').map(({ body }) => (body as Uint8Array).length);
  // Rounding moves a byte or two to the next part.
  sizes.forEach((size, index) => expect(Math.abs((sent[index] ?? 0) - size)).toBeLessThan(0.01 * size));
  const rate = news.at(-1)?.bytesPerSecond ?? 0;
  expect(rate).toBeGreaterThan(0.99 * bytesPerSecond);
  expect(rate).toBeLessThan(1.01 * bytesPerSecond);
});

test('no part is larger than the server takes', async () => {
  server.mostAtOnce = 100 * kibi;

  await sendAll([source('a', bytesOf(mebi, 1))]);

  expect(Math.max(...server.requests('PATCH').map(({ body }) => (body as Uint8Array).length))).toBe(100 * kibi);
});

test('a part whose answer was lost is not sent twice', async () => {
  const content = bytesOf(2 * mebi, 1);
  server.trouble.push({ method: 'PATCH', how: 'lost' });

  await sendAll([source('a', content)]);

  expect(server.taken().equals(content)).toBe(true);
  expect(server.requests('PATCH').map(({ headers }) => Number(headers.get('Upload-Offset')))).toEqual([0, mebi, mebi + 512 * kibi].slice(0, server.requests('PATCH').length));
  expect(pauses()[0]?.problem.code).toBe('server-away');
});

test('at a wrong offset it goes on where the server is, at once', async () => {
  const content = bytesOf(3 * mebi, 1);
  server.onPart = () => {
    // Another window sent the same part meanwhile.
    const begun = server.uploads[0];
    if (begun?.view.received === 0) {
      begun.bytes.push(content.subarray(0, 2 * mebi));
      begun.view = { ...begun.view, received: 2 * mebi };
    }
  };

  await sendAll([source('a', content)]);

  expect(server.taken().equals(content)).toBe(true);
  expect(pauses()).toEqual([]);
});

test('an upload that was begun before goes on where it stands', async () => {
  const content = bytesOf(2 * mebi, 1);
  server.begin('a', [{ path: 'a', bytes: content.length, modified }], content.subarray(0, 12345));

  await sendAll([source('a', content)]);

  expect(server.requests('PATCH')[0]?.headers.get('Upload-Offset')).toBe('12345');
  expect(server.taken().equals(content)).toBe(true);
});

test.each([
  ['digest-mismatch', 422],
  ['upload-busy', 409],
  ['database-away', 503],
  ['bad-gateway', 502],
  ['rate', 429],
])('after %s the part is sent again, after growing pauses', async (code, status) => {
  const content = bytesOf(10, 1);
  server.trouble.push(...Array.from({ length: 3 }, () => ({ method: 'PATCH', how: { status, code } })));

  await sendAll([source('a', content)]);

  expect(server.taken().equals(content)).toBe(true);
  expect(server.requests('PATCH')).toHaveLength(4);
  // 0.5 s, 1 s, 2 s.
  expect(now).toBeGreaterThanOrEqual(3500);
  expect(server.requests('GET')).toHaveLength(3);
});

test('the server says itself when it wants to be asked again', async () => {
  server.trouble.push({ method: 'POST', how: { status: 429, code: 'rate', headers: { 'Retry-After': '40' } } });

  await sendAll([source('a', bytesOf(10, 1))]);

  expect(now).toBeGreaterThanOrEqual(40_000);
});

test('a full disk is borne for ten minutes, then said', async () => {
  server.trouble.push(...Array.from({ length: 500 }, () => ({ method: 'PATCH', how: { status: 507, code: 'storage-full' } })));

  await expect(sendAll([source('a', bytesOf(10, 1))])).rejects.toMatchObject({ code: 'storage-full' } satisfies Partial<Problem>);

  expect(now).toBeGreaterThan(10 * 60_000);
  expect(now).toBeLessThan(11 * 60_000);
});

test('a server that is away for an hour is waited for, with less at once', async () => {
  const content = bytesOf(2 * mebi, 1);
  const back = 3_600_000;
  vi.stubGlobal('fetch', (input: string, init: RequestInit) => {
    if (init.method === 'PATCH' && now < back) {
      return Promise.reject(new TypeError('Failed to fetch'));
    }
    return server.fetch(input, init);
  });

  await sendAll([source('a', content)]);

  expect(server.taken().equals(content)).toBe(true);
  expect((server.requests('PATCH')[0]?.body as Uint8Array).length).toBe(256 * kibi);
  // The longest pause, half as long again.
  expect(now - back).toBeLessThanOrEqual(15_000);
});

test('a part that hangs is given up', async () => {
  const limits: number[] = [];
  clock.limit = (ms) => {
    limits.push(ms);
    return limits.length === 1 ? AbortSignal.timeout(5) : new AbortController().signal;
  };
  vi.stubGlobal('fetch', (input: string, init: RequestInit) =>
    init.method === 'PATCH' && limits.length === 1
      ? new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)))
      : server.fetch(input, init),
  );

  await sendAll([source('a', bytesOf(10, 1))]);

  expect(server.uploads[0]?.view.received).toBe(10);
  expect(limits).toEqual([60_000, 60_000]);
  expect(pauses()[0]?.problem.code).toBe('no-answer');
});

test.each([
  ['unknown-upload', 404],
  ['upload-damaged', 500],
  ['not-allowed', 403],
])('after %s nothing is tried again', async (code, status) => {
  server.trouble.push({ method: 'PATCH', how: { status, code } });

  await expect(sendAll([source('a', bytesOf(10, 1))])).rejects.toMatchObject({ code });

  expect(server.requests('PATCH')).toHaveLength(1);
});

test('a pause can be ended', async () => {
  server.trouble.push({ method: 'PATCH', how: { status: 503, code: 'away' } });
  clock.rest = () => new Promise(() => undefined);
  const sending = sender();
  const sent = sending.send('a', [source('a', bytesOf(10, 1))]);
  await vi.waitFor(() => expect(pauses()).toHaveLength(1));

  sending.hurry();

  expect((await sent).received).toBe(10);
});

test('it ends when it is given up, also in a pause', async () => {
  server.trouble.push({ method: 'PATCH', how: 'away' });
  clock.rest = () => new Promise(() => undefined);
  const sent = sender().send('a', [source('a', bytesOf(10, 1))]);
  await vi.waitFor(() => expect(pauses()).toHaveLength(1));
  const asked = server.asked.length;

  giveUp.abort();

  await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
  expect(server.asked).toHaveLength(asked);
});

test('a file that became shorter is named', async () => {
  const good = source('scan/a.tif', bytesOf(100, 1));
  const file = new File([bytesOf(100, 2)], 'b.tif');
  file.slice = () => new Blob([bytesOf(40, 2)]);

  const sent = sendAll([good, { path: 'scan/b.tif', file }]);

  await expect(sent).rejects.toThrow(FileChanged);
  await expect(sent).rejects.toThrow(/^scan\/b\.tif/);
  expect(server.requests('PATCH')).toHaveLength(0);
});

test('a file that the browser refuses to read is named', async () => {
  vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValue(new DOMException('It has changed.', 'NotReadableError'));

  await expect(sendAll([source('a.h5', bytesOf(100, 1))])).rejects.toThrow(/^a\.h5/);
});

test('an import whose order was lost with its answer is found, and ordered once', async () => {
  const { view } = server.begin('a', [{ path: 'a', bytes: 1, modified }], new Uint8Array(1), 'an earlier one');
  server.trouble.push({ method: 'POST', how: 'lost' });

  const run = await sender().bringIn(view, { name: '', cubes: [], codec: 'zstd' });

  expect(run).toBe('run of id-0');
  expect(server.requests('POST')).toHaveLength(1);
});
