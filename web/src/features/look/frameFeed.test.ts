import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Frame } from './frame';
import { FrameFeed, idle, type Shown } from './frameFeed';

const frame = (value: number): Frame => ({ samples: Float32Array.of(value), rows: 1, columns: 1, step: [1, 1] });

/** Frames that come when they are told to. */
function source(plane = 'p') {
  const coming = new Map<number, (frame: Frame) => void>();
  const signals = new Map<number, AbortSignal>();
  const wanted = (value: number, final?: () => Promise<Frame>) => ({
    plane,
    first: (signal: AbortSignal) => {
      signals.set(value, signal);
      return new Promise<Frame>((resolve) => coming.set(value, resolve));
    },
    ...(final && { final }),
  });
  const comes = async (value: number) => {
    coming.get(value)?.(frame(value));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { wanted, comes, coming, signals };
}

let shown: Shown[] = [];
const values = () => shown.map((one) => one.frame?.samples[0]);
const feed = () => new FrameFeed((one) => shown.push(one));

beforeEach(() => {
  shown = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('the final frame is asked for when nothing has changed for a while', async () => {
  const { wanted, comes } = source();
  const final = vi.fn(() => Promise.resolve(frame(10)));
  feed().want(wanted(1, final));
  await comes(1);

  await vi.advanceTimersByTimeAsync(idle - 1);
  expect(final).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);

  expect(shown.at(-1)).toMatchObject({ loading: false, settling: false });
  expect(values().at(-1)).toBe(10);
});

test('a slider that never rests still shows frames, and leaves out those between', async () => {
  const { wanted, comes, coming } = source();
  const feeding = feed();
  [1, 2, 3, 4, 5].forEach((value) => feeding.want(wanted(value)));
  expect([...coming.keys()]).toEqual([1, 2]);

  await comes(1);
  expect(values().at(-1)).toBe(1);
  expect(shown.at(-1)?.loading).toBe(true);
  expect([...coming.keys()]).toEqual([1, 2, 5]);
  await comes(5);

  expect(values().at(-1)).toBe(5);
  expect(shown.at(-1)?.loading).toBe(false);
});

test('a frame that was overtaken is given up and never shown', async () => {
  const { wanted, comes, signals } = source();
  const feeding = feed();
  feeding.want(wanted(1));
  feeding.want(wanted(2));

  await comes(2);
  await comes(1);

  expect(signals.get(1)?.aborted).toBe(true);
  expect(values().at(-1)).toBe(2);
});

test('another plane begins with nothing', async () => {
  const [one, other] = [source('one'), source('other')];
  const feeding = feed();
  feeding.want(one.wanted(1));
  await one.comes(1);

  feeding.want(other.wanted(2));

  expect(shown.at(-1)).toEqual({ plane: 'other', loading: true, settling: true });
});

test('what fails is told with the frame before still there', async () => {
  const { wanted, comes } = source();
  const feeding = feed();
  feeding.want(wanted(1));
  await comes(1);

  feeding.want({ plane: 'p', first: () => Promise.reject(new Error('no')) });
  await vi.advanceTimersByTimeAsync(0);

  expect(shown.at(-1)).toMatchObject({ loading: false });
  expect((shown.at(-1)?.error as Error).message).toBe('no');
  expect(values().at(-1)).toBe(1);
});
