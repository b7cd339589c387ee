import type { NdArray } from 'ndarray';

/**
 * Views of arrays along several axes, as the package of this name has them, which H5Web's components expect. That package writes its
 * classes as text and has them evaluated, which the portal's content policy forbids; here it is plain code (see vite.config.ts).
 */
class View {
  readonly size: number;
  readonly dimension: number;

  constructor(
    readonly data: unknown[],
    readonly shape: number[],
    readonly stride: number[],
    readonly offset: number,
  ) {
    this.size = shape.reduce((product, length) => product * length, 1);
    this.dimension = shape.length;
  }

  get dtype(): string {
    const name = (this.data.constructor as { name?: string } | undefined)?.name ?? '';
    return name === 'Uint8ClampedArray' ? 'uint8_clamped' : name.endsWith('Array') && name !== 'Array' ? name.slice(0, -'Array'.length).toLowerCase() : 'array';
  }

  /** Axes from the one whose neighbours lie closest. */
  get order(): number[] {
    return this.stride.map((_, axis) => axis).sort((one, other) => Math.abs(this.stride[one] ?? 0) - Math.abs(this.stride[other] ?? 0));
  }

  get T(): View {
    return this.transpose(...this.shape.map((_, axis) => this.dimension - 1 - axis));
  }

  index(...places: number[]): number {
    return this.stride.reduce((sum, stride, axis) => sum + stride * (places[axis] ?? 0), this.offset);
  }

  get(...places: number[]): unknown {
    return this.data[this.index(...places)];
  }

  set(...placesAndValue: unknown[]): unknown {
    const value = placesAndValue.at(-1);
    this.data[this.index(...(placesAndValue.slice(0, -1) as number[]))] = value;
    return value;
  }

  /** Leaves out so many at the beginning of each axis. */
  lo(...from: number[]): View {
    const shape = this.shape.map((length, axis) => length - (from[axis] ?? 0));
    return new View(this.data, shape, this.stride, this.index(...from));
  }

  /** Keeps so many of each axis. */
  hi(...to: number[]): View {
    return new View(this.data, this.shape.map((length, axis) => to[axis] ?? length), this.stride, this.offset);
  }

  /** Takes every so manieth; backwards where it is negative. */
  step(...by: number[]): View {
    const steps = this.shape.map((_, axis) => by[axis] ?? 1);
    const turned = steps.map((step, axis) => (step < 0 ? (this.shape[axis] ?? 1) - 1 : 0));
    return new View(
      this.data,
      this.shape.map((length, axis) => Math.ceil(length / Math.abs(steps[axis] ?? 1))),
      this.stride.map((stride, axis) => stride * (steps[axis] ?? 1)),
      this.index(...turned),
    );
  }

  transpose(...axes: number[]): View {
    const from = this.shape.map((_, axis) => axes[axis] ?? axis);
    return new View(this.data, from.map((axis) => this.shape[axis] ?? 1), from.map((axis) => this.stride[axis] ?? 0), this.offset);
  }

  /** One place of an axis where a number is given; null keeps the axis. */
  pick(...places: (number | null)[]): View {
    const kept = this.shape.map((_, axis) => axis).filter((axis) => !((places[axis] ?? -1) >= 0));
    return new View(
      this.data,
      kept.map((axis) => this.shape[axis] ?? 1),
      kept.map((axis) => this.stride[axis] ?? 0),
      this.index(...this.shape.map((_, axis) => Math.max(0, places[axis] ?? 0))),
    );
  }
}

/** A view of samples that lie one after the other, the last axis fastest, unless strides say otherwise. */
export default function ndarray<Samples extends ArrayLike<unknown>>(data: Samples, shape: number[] = [data.length], stride?: number[], offset?: number): NdArray<Samples & number[]> {
  const strides = stride ?? shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
  const start = offset ?? strides.reduce((sum, step, axis) => (step < 0 ? sum - ((shape[axis] ?? 1) - 1) * step : sum), 0);
  return new View(data as unknown as unknown[], shape, strides, start) as unknown as NdArray<Samples & number[]>;
}
