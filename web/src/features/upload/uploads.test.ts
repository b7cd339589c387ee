import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Chosen } from './chosen';
import { FakeServer } from './fakeServer';
import type * as Uploads from './uploads';

let server: FakeServer;
let store: typeof Uploads;
let warned: Set<unknown>;
let letGo: () => void;

const chosen = (name: string, content: string, lastModified = 1): Chosen => ({ name, sources: [{ path: name, file: new File([content], name, { lastModified }) }] });
const states = () => store.currentUploads().map(({ name, state }) => `${name} ${state}`);
const become = (...wanted: string[]) => vi.waitFor(() => expect(states()).toEqual(wanted));
const only = (): Uploads.Upload => store.currentUploads()[0] as Uploads.Upload;

/** Parts wait until they are let go. */
function hold(): void {
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  server.onPart = () => held;
}

beforeEach(async () => {
  server = new FakeServer();
  warned = new Set();
  vi.stubGlobal('fetch', server.fetch);
  vi.stubGlobal('sessionStorage', { getItem: () => null });
  vi.stubGlobal('window', { addEventListener: (_: string, act: unknown) => warned.add(act), removeEventListener: (_: string, act: unknown) => warned.delete(act) });
  vi.resetModules();
  (await import('../../api/credentials')).credentials.person = 'paula';
  store = await import('./uploads');
  store.keepFor('paula');
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('one is sent at a time, in their order, and then imported', async () => {
  hold();
  store.add([chosen('a', 'aaa'), chosen('b', 'bb')], store.plainOptions);
  await vi.waitFor(() => expect(server.requests('PATCH')).toHaveLength(1));

  expect(states()).toEqual(['a sending', 'b waiting']);
  expect(warned.size).toBe(1);
  letGo();

  await become('a importing', 'b importing');
  await vi.waitFor(() => expect(store.currentUploads().map(({ run }) => run)).toEqual(['run of id-0', 'run of id-1']));
  expect([server.taken(0).toString(), server.taken(1).toString()]).toEqual(['aaa', 'bb']);
  expect(warned.size).toBe(0);
});

test('what is chosen later stands above, and is sent later', async () => {
  hold();
  store.add([chosen('a', 'aaa'), chosen('b', 'bb')], store.plainOptions);
  store.add([chosen('c', 'cccc')], store.plainOptions);
  expect(states()).toEqual(['c waiting', 'a sending', 'b waiting']);
  letGo();

  await become('c importing', 'a importing', 'b importing');
  expect(server.uploads.map(({ view }) => view.name)).toEqual(['a', 'b', 'c']);
});

test('what is stopped lets the next one go, and goes on later', async () => {
  hold();
  store.add([chosen('a', 'aaa'), chosen('b', 'bb')], store.plainOptions);
  await vi.waitFor(() => expect(server.requests('PATCH')).toHaveLength(1));

  store.stop(only());
  letGo();
  await become('a stopped', 'b importing');
  store.resume(only());

  await become('a importing', 'b importing');
  expect(server.taken(0).toString()).toBe('aaa');
});

test('what is deleted is deleted on the server too, and does not come back', async () => {
  hold();
  store.add([chosen('a', 'aaa')], store.plainOptions);
  await vi.waitFor(() => expect(server.requests('PATCH')).toHaveLength(1));
  const told = server.uploads.map(({ view }) => view);

  await store.remove(only());
  // An answer that was on its way.
  store.merge(told);

  expect(states()).toEqual([]);
  expect(server.uploads).toEqual([]);
});

test('the same file twice is one upload', async () => {
  hold();
  store.add([chosen('a', 'aaa')], store.plainOptions);
  await vi.waitFor(() => expect(server.requests('PATCH')).toHaveLength(1));
  store.add([chosen('a', 'aaa')], store.plainOptions);
  letGo();

  await become('a importing');
  expect(server.uploads).toHaveLength(1);
});

test('what the server knows is listed until it is gone, and carried on with the same file', async () => {
  const { view } = server.begin('a', [{ path: 'a', bytes: 5, modified: 1 }], Uint8Array.from([104, 101]));
  store.merge([view]);
  expect(states()).toEqual(['a unfinished']);

  store.carryOn(only(), chosen('a', 'hello'));

  await become('a importing');
  expect(server.taken().toString()).toBe('hello');
  expect(server.requests('PATCH')[0]?.headers.get('Upload-Offset')).toBe('2');

  const other = server.begin('b', [{ path: 'b', bytes: 5, modified: 1 }]);
  store.merge([other.view]);
  expect(states()).toEqual(['a importing', 'b unfinished']);
  store.merge([]);
  expect(states()).toEqual(['a importing']);
});

test('a file of another size is not what was begun', () => {
  store.merge([server.begin('a', [{ path: 'a', bytes: 5, modified: 1 }]).view]);

  store.carryOn(only(), chosen('a', 'other'.repeat(2)));

  expect(states()).toEqual(['a unfinished']);
  expect(String(only().problem)).toContain('another size');
  expect(server.asked).toEqual([]);
});

test('a file that has changed since is not mixed with what was sent of it', async () => {
  store.merge([server.begin('a', [{ path: 'a', bytes: 5, modified: 1 }], Uint8Array.from([104, 101])).view]);

  store.carryOn(only(), chosen('a', 'jelly', 2));

  await vi.waitFor(() => expect(String(only().problem)).toContain('has changed'));
  expect(states()).toEqual(['a unfinished']);
  // What was begun for it by mistake is gone again.
  await vi.waitFor(() => expect(server.uploads).toHaveLength(1));
  expect(server.taken().toString()).toBe('he');
});

test('what one person chose is not sent as another one', async () => {
  hold();
  store.add([chosen('a', 'aaa'), chosen('b', 'bb')], store.plainOptions);
  await vi.waitFor(() => expect(server.requests('PATCH')).toHaveLength(1));

  (await import('../../api/credentials')).credentials.person = 'fremd';
  letGo();
  await become('a importing', 'b waiting');
  await new Promise((resolve) => setTimeout(resolve, 20));
  store.keepFor('fremd');

  expect(states()).toEqual([]);
  expect(server.uploads).toHaveLength(1);
});
