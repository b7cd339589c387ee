import type { Cube } from '../../api/types';
import { colours } from './colourMaps';
import { partOf } from './frame';
import { loadFrame } from './frameSource';

/** Samples of a volume, one byte each: 0 where missing, else 1 to 255 from one end of the window to the other. */
export interface Volume {
  bytes: Uint8Array;
  /** Samples along x, y and z. */
  size: [number, number, number];
  /** Distances of samples, so that the box has its true shape. */
  spacing: [number, number, number];
  /** Samples of the cube for one of the volume, along each axis. */
  step: [number, number, number];
}

interface VolumeRequest {
  cube: string;
  info: Cube;
  axes: [x: string, y: string, z: string];
  at: Record<string, number>;
  window: [number, number];
  log: boolean;
  /** At most so many samples along each axis. */
  most: number;
}

const atOnce = 4;

/** Fetches a volume plane by plane, small enough for the screen, telling how far it is. */
export async function loadVolume(request: VolumeRequest, progress: (done: number) => void, signal: AbortSignal): Promise<Volume> {
  const { cube, info, axes, at, window, log, most } = request;
  const axis = (name: string) => {
    const found = info.axes.find((one) => one.name === name);
    if (!found) {
      throw new Error(`The cube has no axis '${name}'.`);
    }
    return found;
  };
  const [x, y, z] = [axis(axes[0]), axis(axes[1]), axis(axes[2])];
  const stepZ = Math.ceil(z.length / most);
  const count = Math.ceil(z.length / stepZ);
  let bytes = new Uint8Array();
  let [columns, rows, stepX, stepY, next, done] = [0, 0, 1, 1, 0, 0];
  const work = async () => {
    while (next < count) {
      const slice = next++;
      const frame = await loadFrame({ cube, info, x: x.name, y: y.name, at: { ...at, [z.name]: slice * stepZ }, width: most, height: most, slab: true }, signal);
      if (columns === 0) {
        [columns, rows, stepY, stepX] = [frame.columns, frame.rows, ...frame.step];
        bytes = new Uint8Array(columns * rows * count);
      }
      const offset = slice * columns * rows;
      frame.samples.forEach((value, index) => {
        bytes[offset + index] = Number.isNaN(value) ? 0 : 1 + Math.round(254 * Math.min(1, Math.max(0, partOf(value, window, log))));
      });
      progress(++done / count);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { bytes, size: [columns, rows, count], spacing: spacing([x, y, z], [stepX, stepY, stepZ]), step: [stepX, stepY, stepZ] };
}

const metres: Record<string, number> = { m: 1, cm: 1e-2, mm: 1e-3, um: 1e-6, nm: 1e-9 };

/** Distances in metres where all three axes are lengths, else one for every sample of the cube. */
function spacing(axes: Cube['axes'], steps: number[]): [number, number, number] {
  const lengths = axes.map((axis) => (metres[axis.unit ?? ''] ?? NaN) * Math.abs(axis.coordinates?.step ?? NaN));
  const known = lengths.every((length) => length > 0);
  const smallest = known ? Math.min(...lengths) : 1;
  return axes.map((_, index) => ((known ? (lengths[index] ?? 1) : 1) / smallest) * (steps[index] ?? 1)) as [number, number, number];
}

/** Colour points for a transfer function: place from 1 to 255, then red, green, blue from 0 to 1. */
export function colourPoints(map: string): [number, number, number, number][] {
  const table = colours(map);
  return Array.from({ length: 17 }, (_, index) => {
    const at = Math.round((index / 16) * 255);
    return [1 + (index / 16) * 254, (table[4 * at] ?? 0) / 255, (table[4 * at + 1] ?? 0) / 255, (table[4 * at + 2] ?? 0) / 255];
  });
}
