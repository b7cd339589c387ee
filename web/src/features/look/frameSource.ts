import { json, send } from '../../api/client';
import { fromBytes, type Frame } from './frame';
import { LoadStore } from './loadStore';
import type { TilePlace } from './tiles';
import type { Cube } from '../../api/types';

/** A plane of a cube, or a line of it. */
export interface PlaneRequest {
  cube: string;
  info: Cube;
  x: string;
  /** Empty for a line. */
  y: string;
  at: Record<string, number>;
}

export interface FrameRequest extends PlaneRequest {
  /** At most so many samples across and down. */
  width: number;
  height: number;
  /** Whether neighbouring planes may be taken together, as many as make a pixel. */
  slab?: boolean;
}

/** How samples are rounded to bytes; without a window the server chooses one for the frame. */
export interface ByteScale {
  window?: [number, number] | undefined;
  log: boolean;
}

const bytesOf = (frame: Frame) => frame.samples.byteLength + (frame.lowest?.byteLength ?? 0) * 2;
const isLasting = (frame: Frame) => !frame.sampled;
const frames = new LoadStore<Frame>(128 << 20, bytesOf, isLasting);
const tiles = new LoadStore<Frame>(96 << 20, bytesOf, isLasting);

/** Which of a cube's axes are not shown, with their place: `time=3;level=0`. */
export function atText({ info, x, y, at }: PlaneRequest): string {
  return info.axes
    .filter((axis) => axis.name !== x && axis.name !== y)
    .map((axis) => `${axis.name}=${at[axis.name] ?? 0}`)
    .join(';');
}

/** A plane's name, with the place where it lies. */
export function placeKey(request: PlaneRequest): string {
  return [request.cube, request.x, request.y, atText(request)].join('|');
}

function keyOf(request: FrameRequest): string {
  return `${placeKey(request)}|${request.width}|${request.height}${request.slab ? '|slab' : ''}`;
}

/** Fetches a frame at the screen's resolution; those asked for last are kept. */
export function loadFrame(request: FrameRequest, signal: AbortSignal): Promise<Frame> {
  return frames.load(keyOf(request), (stop) => fetchPicture('/api/cube/frame', request, sizeOf(request), undefined, stop), signal);
}

/** The frame itself if it is there, else one of a byte per sample, which is there four times as soon. */
export function loadPreview(request: FrameRequest, scale: ByteScale, signal: AbortSignal): Promise<Frame> {
  const final = frames.find(keyOf(request));
  return final
    ? Promise.resolve(final)
    : frames.load(`${keyOf(request)}|${scaleKey(scale)}`, (stop) => fetchPicture('/api/cube/frame', request, sizeOf(request), scale, stop), signal);
}

/** A tile as it is kept, exact if it is there. */
export function keptTile(request: PlaneRequest, place: TilePlace, scale: ByteScale): Frame | undefined {
  return tiles.find(tileKey(request, place)) ?? tiles.find(`${tileKey(request, place)}|${scaleKey(scale)}`);
}

/** Fetches a tile: exact, or with a scale as bytes. */
export function loadTile(request: PlaneRequest, place: TilePlace, scale: ByteScale | undefined, signal: AbortSignal): Promise<Frame> {
  const key = tileKey(request, place) + (scale ? `|${scaleKey(scale)}` : '');
  return tiles.load(key, (stop) => fetchPicture('/api/cube/tile', request, { ...place }, scale, stop), signal);
}

function sizeOf({ width, height, y, slab }: FrameRequest): Record<string, number> {
  return { width, ...(y && { height }), ...(slab && { slab: 1 }) };
}

function tileKey(request: PlaneRequest, { level, row, column }: TilePlace): string {
  return `${placeKey(request)}|${level}|${row}|${column}`;
}

function scaleKey({ window, log }: ByteScale): string {
  return `u8|${window?.join(',') ?? ''}|${log}`;
}

async function fetchPicture(path: string, request: PlaneRequest, more: Record<string, number>, scale: ByteScale | undefined, signal: AbortSignal): Promise<Frame> {
  const { cube, x, y } = request;
  const place = { cube, x, y: y || undefined, at: atText(request) || undefined };
  // Equal factors make no steps of a window that reaches 0.
  const log = (scale?.log ?? false) && (scale?.window?.[0] ?? 0) > 0;
  const format = scale ? { format: 'u8', window: scale.window?.join(','), log: log ? 1 : undefined } : { format: 'raw' };
  const answer = await send(path, { query: { ...place, ...more, ...format }, signal });
  const frame = await read(answer, y === '', scale && { log });
  return { ...frame, place: placeKey(request), ...(answer.headers.has('Etalon-Sampled') && { sampled: true }) };
}

async function read(response: Response, line: boolean, bytes: { log: boolean } | undefined): Promise<Frame> {
  const numbers = (name: string) => (response.headers.get(name) ?? '').split(',').map(Number);
  const [rows = 1, columns = 1] = numbers('Etalon-Shape');
  const [down = 1, across = 1] = numbers('Etalon-Level');
  const step: [number, number] = [down || 1, across || 1];
  const body = await response.arrayBuffer();
  if (bytes) {
    const [low = 0, high = 1] = numbers('Etalon-Window');
    return { samples: fromBytes(new Uint8Array(body), [low, high], bytes.log), rows, columns, step, approximate: true, window: [low, high] };
  }
  const samples = new Float32Array(body);
  if (!line) {
    return { samples, rows, columns, step };
  }
  // A line comes as means and extremes in turn.
  const part = (offset: number) => Float32Array.from({ length: rows }, (_, at) => samples[3 * at + offset] ?? NaN);
  return { samples: part(0), lowest: part(1), highest: part(2), rows: 1, columns: rows, step: [1, Math.max(down, across)] };
}

export interface Profile {
  position: number[];
  value: (number | null)[];
  unit: string;
  positionUnit: string;
}

/** The mean over a box of the plane, along any axis. */
export function boxProfile(request: PlaneRequest, box: number[], along: string, signal: AbortSignal) {
  return json<Profile>('/api/cube/profile', { query: { ...planeQuery(request), roi: box.map(Math.round).join(','), along }, signal });
}

export interface BoxStatistics {
  count: number;
  missing: number;
  mean: number | null;
  std: number | null;
  min: number | null;
  max: number | null;
  /** For axes of which not all places were read: one of how many was. */
  every: Record<string, number>;
}

/** What lies in a box of the plane, from all its samples where they can be read quickly. */
export function boxStatistics(request: PlaneRequest, box: number[], signal: AbortSignal) {
  return json<BoxStatistics>('/api/cube/histogram', { query: { ...planeQuery(request), roi: box.map(Math.round).join(','), bins: 1 }, signal });
}

/** The values along a line of the plane, from all samples. */
export function lineProfileOf(request: PlaneRequest, [x0, y0, x1, y1]: [number, number, number, number], signal: AbortSignal) {
  return json<Profile>('/api/cube/profile', { query: { ...planeQuery(request), from: `${x0},${y0}`, to: `${x1},${y1}` }, signal });
}

function planeQuery(request: PlaneRequest) {
  return { cube: request.cube, x: request.x, y: request.y, at: atText(request) || undefined };
}
