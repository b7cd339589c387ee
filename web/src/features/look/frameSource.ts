import { json, send } from '../../api/client';
import type { Frame } from './frame';
import type { Cube } from '../../api/types';

export interface FrameRequest {
  cube: string;
  info: Cube;
  x: string;
  /** Empty for a line. */
  y: string;
  at: Record<string, number>;
  /** At most so many samples across and down. */
  width: number;
  height: number;
  /** Whether neighbouring planes may be taken together, as many as make a pixel. */
  slab?: boolean;
}

const kept = new Map<string, Promise<Frame>>();
const mostKept = 64;

/** Which of a cube's axes are not shown, with their place: `time=3;level=0`. */
export function atText({ info, x, y, at }: Pick<FrameRequest, 'info' | 'x' | 'y' | 'at'>): string {
  return info.axes
    .filter((axis) => axis.name !== x && axis.name !== y)
    .map((axis) => `${axis.name}=${at[axis.name] ?? 0}`)
    .join(';');
}

export function keyOf(request: FrameRequest): string {
  return [request.cube, request.x, request.y, atText(request), request.width, request.height, request.slab ?? false].join('|');
}

/** Fetches a frame at the screen's resolution; the last ones are kept, and those that failed or were given up are forgotten. */
export function loadFrame(request: FrameRequest, signal: AbortSignal): Promise<Frame> {
  const key = keyOf(request);
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const loading = fetchFrame(request, signal);
  kept.set(key, loading);
  loading.catch(() => kept.delete(key));
  for (const old of kept.keys()) {
    if (kept.size <= mostKept) {
      break;
    }
    kept.delete(old);
  }
  return loading;
}

async function fetchFrame(request: FrameRequest, signal: AbortSignal): Promise<Frame> {
  const { cube, x, y, width, height, slab } = request;
  const query = { cube, x, y: y || undefined, at: atText(request) || undefined, width, height: y ? height : undefined, format: 'raw', slab: slab ? 1 : undefined };
  return read(await send('/api/cube/frame', { query, signal }), y === '');
}

async function read(response: Response, line: boolean): Promise<Frame> {
  const numbers = (name: string) => (response.headers.get(name) ?? '').split(',').map(Number);
  const [rows = 1, columns = 1] = numbers('Etalon-Shape');
  const [down = 1, across = 1] = numbers('Etalon-Level');
  const samples = new Float32Array(await response.arrayBuffer());
  if (!line) {
    return { samples, rows, columns, step: [down || 1, across || 1] };
  }
  // A line comes as means and extremes in turn.
  const part = (offset: number) => Float32Array.from({ length: rows }, (_, at) => samples[3 * at + offset] ?? NaN);
  return { samples: part(0), lowest: part(1), highest: part(2), rows: 1, columns: rows, step: [1, Math.max(down, across)] };
}

/** The mean over a box of the plane, along any axis. */
export function boxProfile(request: FrameRequest, box: number[], along: string, signal: AbortSignal) {
  return json<{ position: number[]; value: (number | null)[]; unit: string; positionUnit: string }>('/api/cube/profile', {
    query: { cube: request.cube, x: request.x, y: request.y, at: atText(request), roi: box.map(Math.round).join(','), along },
    signal,
  });
}
