import { expect, test } from 'vitest';
import { moved, zoomed } from './useGestures';

test('the place under the pointer stays where it is', () => {
  const [zoom, x, y] = zoomed(undefined, 4, 0.6, 0.4) ?? [];

  // On the screen a place lies at (place - middle) * zoom from the panel's middle.
  expect(zoom).toBe(4);
  expect((0.6 - (x ?? 0)) * 4).toBeCloseTo(0.6 - 0.5);
  expect((0.4 - (y ?? 0)) * 4).toBeCloseTo(0.4 - 0.5);
});

test('zooming out ends at the whole frame', () => {
  expect(zoomed([2, 0.9, 0.9], 0.1, 0.5, 0.5)).toBeUndefined();
});

test('the frame never leaves the panel', () => {
  const [zoom = 1, x = 0] = zoomed([2, 0.25, 0.5], 1.1, 0, 0.5) ?? [];

  expect(x).toBeGreaterThanOrEqual(0.5 / zoom);
});

test('moving goes by a part of what is seen, and stops at the edge', () => {
  expect(moved([4, 0.5, 0.5], 0.2, 0)).toEqual([4, 0.55, 0.5]);
  expect(moved([4, 0.85, 0.5], 0.2, 0)).toEqual([4, 0.875, 0.5]);
});
