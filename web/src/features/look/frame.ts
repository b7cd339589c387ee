/** A frame or a line as it came: samples in rows, each standing for so many samples of the cube. */
export interface Frame {
  samples: Float32Array;
  rows: number;
  columns: number;
  /** Samples of the cube per sample shown, along y and x. */
  step: [y: number, x: number];
  /** The first sample's place in the plane, where the frame is not all of it. */
  origin?: [y: number, x: number];
  /** Of which plane it is, and where that lies. */
  place?: string;
  /** Samples were rounded to 254 steps of a window, or stand in for finer ones that are on their way. */
  approximate?: boolean;
  /** Not every sample was read, because that would have taken long; the next time there may be more. */
  sampled?: boolean;
  /** The window that was chosen for it, where one was. */
  window?: [low: number, high: number];
  /** Smallest and largest under each sample, where it stands for several. */
  lowest?: Float32Array;
  highest?: Float32Array;
}

export interface Histogram {
  low: number;
  high: number;
  bins: number[];
  count: number;
  missing: number;
  mean: number;
  std: number;
  min: number;
  max: number;
}

/** Counts samples in even bins from the smallest to the largest. */
export function histogram(samples: Float32Array, size = 256): Histogram {
  let [min, max, sum, squares, count] = [Infinity, -Infinity, 0, 0, 0];
  for (const value of samples) {
    if (Number.isFinite(value)) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      count++;
    }
  }
  const mean = sum / count;
  const bins = new Array<number>(size).fill(0);
  const scale = max > min ? size / (max - min) : 0;
  for (const value of samples) {
    if (Number.isFinite(value)) {
      const bin = Math.min(size - 1, Math.floor((value - min) * scale));
      bins[bin] = (bins[bin] ?? 0) + 1;
      squares += (value - mean) ** 2;
    }
  }
  const empty = count === 0;
  return {
    low: empty ? 0 : min, high: empty ? 1 : max, bins, count, missing: samples.length - count,
    mean: empty ? NaN : mean, std: empty ? NaN : Math.sqrt(squares / count), min: empty ? NaN : min, max: empty ? NaN : max,
  };
}

/** The values between which lie all but half a percent at each end, to a bin's width; never one value twice. */
export function spread({ low, high, bins, count }: Histogram, part = 0.005): [number, number] {
  const width = (high - low) / bins.length;
  const end = (values: number[]) => {
    let passed = 0;
    return values.findIndex((value) => (passed += value) > count * part);
  };
  const from = low + Math.max(0, end(bins)) * width;
  const to = high - Math.max(0, end([...bins].reverse())) * width;
  return to > from ? [from, to] : [low, high > low ? high : low + 1];
}

/** Where the logarithm of a window begins: four decades below its end where it reaches 0 or less. */
export function logWindow([low, high]: [number, number]): [number, number] {
  const top = high > 0 ? high : 1;
  return [low > 0 && low < top ? low : top / 1e4, top];
}

/** The part of the window at which a value lies: 0 at its begin, 1 at its end. */
export function partOf(value: number, window: [number, number], log: boolean): number {
  if (!log) {
    return (value - window[0]) / (window[1] - window[0]);
  }
  const [low, high] = logWindow(window);
  return value > 0 ? Math.log(value / low) / Math.log(high / low) : 0;
}

/** Numbers of bytes: 0 is missing, 1 to 255 are the window from its begin to its end. */
export function fromBytes(bytes: Uint8Array, [low, high]: [number, number], log: boolean): Float32Array {
  const numbers = Float32Array.from({ length: 256 }, (_, byte) => {
    const part = (byte - 1) / 254;
    return byte === 0 ? NaN : log ? low * (high / low) ** part : low + part * (high - low);
  });
  const samples = new Float32Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) {
    samples[at] = numbers[bytes[at] ?? 0] ?? NaN;
  }
  return samples;
}

/** The sample nearest to a place of the cube. */
export function sampleAt(frame: Frame, x: number, y: number): number {
  const column = Math.floor((x - (frame.origin?.[1] ?? 0)) / frame.step[1]);
  const row = Math.floor((y - (frame.origin?.[0] ?? 0)) / frame.step[0]);
  return column < 0 || row < 0 || column >= frame.columns || row >= frame.rows ? NaN : (frame.samples[row * frame.columns + column] ?? NaN);
}

/** The samples along a line, one per sample of the frame passed. */
export function lineProfile(frame: Frame, [x0, y0, x1, y1]: [number, number, number, number]): { position: number[]; value: number[] } {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const count = Math.max(2, Math.round(Math.hypot((x1 - x0) / frame.step[1], (y1 - y0) / frame.step[0])) + 1);
  const parts = Array.from({ length: count }, (_, index) => index / (count - 1));
  return {
    position: parts.map((part) => part * length),
    value: parts.map((part) => sampleAt(frame, x0 + part * (x1 - x0), y0 + part * (y1 - y0))),
  };
}

/** The samples inside a box, for its statistics. */
export function inside(frame: Frame, [x0, y0, x1, y1]: [number, number, number, number]): Float32Array {
  const [left, right] = [Math.min(x0, x1), Math.max(x0, x1)].map((x) => Math.min(frame.columns - 1, Math.max(0, Math.floor(x / frame.step[1])))) as [number, number];
  const [top, bottom] = [Math.min(y0, y1), Math.max(y0, y1)].map((y) => Math.min(frame.rows - 1, Math.max(0, Math.floor(y / frame.step[0])))) as [number, number];
  const taken = new Float32Array((right - left + 1) * (bottom - top + 1));
  for (let row = top; row <= bottom; row++) {
    taken.set(frame.samples.subarray(row * frame.columns + left, row * frame.columns + right + 1), (row - top) * (right - left + 1));
  }
  return taken;
}

/**
 * One frame less another one, at the first one's resolution.
 * @param scale Samples of the other one for a sample of the first, along y and x: half a volume's size has half.
 */
export function difference(one: Frame, other: Frame, scale: [y: number, x: number] = [1, 1]): Frame {
  const samples = new Float32Array(one.samples.length);
  for (let row = 0; row < one.rows; row++) {
    for (let column = 0; column < one.columns; column++) {
      const at = row * one.columns + column;
      samples[at] = (one.samples[at] ?? NaN) - sampleAt(other, (column + 0.5) * one.step[1] * scale[1], (row + 0.5) * one.step[0] * scale[0]);
    }
  }
  return { samples, rows: one.rows, columns: one.columns, step: one.step };
}
