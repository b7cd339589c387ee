import { expect, test } from 'vitest';
import { difference, fromBytes, histogram, inside, lineProfile, logWindow, partOf, sampleAt, spread, type Frame } from './frame';

/** value = 10 row + column */
function ramp(rows: number, columns: number, step: [number, number] = [1, 1]): Frame {
  return { samples: Float32Array.from({ length: rows * columns }, (_, at) => 10 * Math.floor(at / columns) + (at % columns)), rows, columns, step };
}

test('a histogram counts every sample once and leaves missing ones out', () => {
  const counted = histogram(Float32Array.of(0, 1, 2, 3, NaN), 4);

  expect(counted).toMatchObject({ bins: [1, 1, 1, 1], count: 4, missing: 1, mean: 1.5, min: 0, max: 3 });
  expect(counted.std).toBeCloseTo(Math.sqrt(1.25));
});

test('a window leaves single outliers out', () => {
  const samples = Float32Array.from({ length: 10_000 }, (_, at) => (at === 0 ? 1000 : at % 100));

  const [low, high] = spread(histogram(samples, 4096));

  expect(low).toBeGreaterThanOrEqual(0);
  expect(high).toBeLessThan(101);
});

test('one value everywhere still has a window', () => {
  const [low, high] = spread(histogram(new Float32Array(9).fill(5)));

  expect(high).toBeGreaterThan(low);
});

test('missing samples alone have a window too', () => {
  const [low, high] = spread(histogram(new Float32Array(9).fill(NaN)));

  expect(high).toBeGreaterThan(low);
});

test('a logarithmic window that reaches 0 begins four decades down', () => {
  expect(logWindow([0, 100])).toEqual([0.01, 100]);
  expect(partOf(1, [0, 100], true)).toBeCloseTo(0.5);
  expect(partOf(-3, [0, 100], true)).toBe(0);
  expect(partOf(25, [0, 100], false)).toBe(0.25);
});

test('a place finds the sample that stands for it', () => {
  expect(sampleAt(ramp(4, 4, [2, 2]), 5.9, 2.1)).toBe(12);
  expect(sampleAt(ramp(4, 4), -1, 0)).toBeNaN();
});

test('a profile along a row is the row', () => {
  expect(lineProfile(ramp(5, 5), [0, 2, 4, 2])).toEqual({ position: [0, 1, 2, 3, 4], value: [20, 21, 22, 23, 24] });
});

test('a box is cut out, whichever corner comes first', () => {
  expect([...inside(ramp(5, 5), [3, 2, 2, 1])]).toEqual([12, 13, 22, 23]);
});

test('frames of other resolution are compared place by place', () => {
  const coarse: Frame = { samples: Float32Array.of(5.5, 7.5, 25.5, 27.5), rows: 2, columns: 2, step: [2, 2] };

  expect([...difference(coarse, coarse).samples]).toEqual([0, 0, 0, 0]);
  expect([...difference(ramp(4, 4), coarse).samples].slice(0, 4)).toEqual([-5.5, -4.5, -5.5, -4.5]);
});

test('bytes are the window in 254 steps, and 0 is missing', () => {
  expect([...fromBytes(Uint8Array.of(0, 1, 128, 255), [10, 264], false)]).toEqual([NaN, 10, 137, 264]);
  expect(fromBytes(Uint8Array.of(1, 128, 255), [1, 100], true)[1]).toBeCloseTo(10);
});

test('a part of a plane knows where it lies', () => {
  const part: Frame = { ...ramp(2, 2, [2, 2]), origin: [100, 50] };

  expect(sampleAt(part, 52.5, 103)).toBe(11);
  expect(sampleAt(part, 49, 103)).toBeNaN();
});

test('a smaller copy is compared with what it is a copy of', () => {
  const half: Frame = { samples: Float32Array.of(5.5, 7.5, 25.5, 27.5), rows: 2, columns: 2, step: [1, 1] };

  expect([...difference(ramp(4, 4), half, [0.5, 0.5]).samples]).toEqual([-5.5, -4.5, -5.5, -4.5, 4.5, 5.5, 4.5, 5.5, -5.5, -4.5, -5.5, -4.5, 4.5, 5.5, 4.5, 5.5]);
});
