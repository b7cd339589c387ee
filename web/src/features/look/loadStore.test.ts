import { expect, test, vi } from 'vitest';
import { LoadStore } from './loadStore';

const later = () => {
  let resolve: (value: string) => void = () => undefined;
  const signals: AbortSignal[] = [];
  const fetch = vi.fn((signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<string>((done) => (resolve = done));
  });
  return { fetch, signals, resolve: (value: string) => resolve(value) };
};

test('two who wait for the same cause one load', async () => {
  const store = new LoadStore<string>(100, (text) => text.length);
  const { fetch, resolve } = later();
  const signal = new AbortController().signal;
  const both = Promise.all([store.load('a', fetch, signal), store.load('a', fetch, signal)]);

  resolve('done');

  expect(await both).toEqual(['done', 'done']);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(store.find('a')).toBe('done');
});

test('a load is given up when the last who waits leaves, not before', async () => {
  const store = new LoadStore<string>(100, (text) => text.length);
  const { fetch, signals } = later();
  const [one, other] = [new AbortController(), new AbortController()];
  const waits = [store.load('a', fetch, one.signal), store.load('a', fetch, other.signal)].map((wait) => wait.catch((error: unknown) => (error as Error).name));

  one.abort();
  expect(signals[0]?.aborted).toBe(false);
  other.abort();

  expect(signals[0]?.aborted).toBe(true);
  expect(await Promise.all(waits)).toEqual(['AbortError', 'AbortError']);
});

test('what was given up is loaded anew when somebody asks again', async () => {
  const store = new LoadStore<string>(100, (text) => text.length);
  const first = later();
  const leaver = new AbortController();
  const left = store.load('a', first.fetch, leaver.signal).catch(() => 'left');
  leaver.abort();

  const second = later();
  const wait = store.load('a', second.fetch, new AbortController().signal);
  second.resolve('new');

  expect(await left).toBe('left');
  expect(await wait).toBe('new');
});

test('what was asked for longest ago makes room', async () => {
  const store = new LoadStore<string>(10, (text) => text.length);
  const signal = new AbortController().signal;
  for (const key of ['a', 'b']) {
    await store.load(key, () => Promise.resolve('xxxx'), signal);
  }
  store.find('a');
  await store.load('c', () => Promise.resolve('xxxx'), signal);

  expect([store.find('a'), store.find('b'), store.find('c')]).toEqual(['xxxx', undefined, 'xxxx']);
  expect(store.bytes).toBe(8);
});

test('what fails is told to all and kept for nobody', async () => {
  const store = new LoadStore<string>(10, (text) => text.length);
  const signal = new AbortController().signal;

  await expect(store.load('a', () => Promise.reject(new Error('no')), signal)).rejects.toThrow('no');

  expect(await store.load('a', () => Promise.resolve('yes'), signal)).toBe('yes');
});

test('what will be better the next time is not kept', async () => {
  const store = new LoadStore<string>(10, (text) => text.length, (text) => text !== 'rough');
  const signal = new AbortController().signal;

  expect(await store.load('a', () => Promise.resolve('rough'), signal)).toBe('rough');

  expect(await store.load('a', () => Promise.resolve('fine'), signal)).toBe('fine');
  expect(store.find('a')).toBe('fine');
});
