import { sampleAt, type Frame } from './frame';

/** Pixels of a tile along either side. */
export const tileSide = 256;

/** The most pixels of all tiles together along either side: what every graphics card takes as one texture. */
const mostPixels = 4096;

/** The tiles of a level that are seen: rows and columns from the first to the last. */
export interface TileRange {
  level: number;
  rows: [first: number, last: number];
  columns: [first: number, last: number];
}

export interface TilePlace {
  level: number;
  row: number;
  column: number;
}

/** What is seen of a plane, in samples. */
export interface Seen {
  x: [from: number, to: number];
  y: [from: number, to: number];
}

/** Samples per pixel as a power of two, so fine that every pixel of the screen has one of its own. */
export function levelFor(samplesPerPixel: number): number {
  return Math.max(0, Math.floor(Math.log2(samplesPerPixel) + 1e-6));
}

/** The whole plane's steps on a screen: the smallest power of two with which it fits so many pixels. */
export function stepFor(length: number, pixels: number): number {
  let step = 1;
  while (Math.ceil(length / step) > pixels) {
    step *= 2;
  }
  return step;
}

/** The part of a plane that a panel shows of its stage: where the whole plane would lie, in pixels of the panel. */
export function seenOf(stage: { left: number; top: number; width: number; height: number }, [wide, high]: [number, number], [width, height]: [number, number]): Seen {
  const part = (from: number, length: number, panel: number, samples: number): [number, number] => [
    Math.max(0, (-from / length) * samples),
    Math.min(samples, ((panel - from) / length) * samples),
  ];
  return { x: part(stage.left, stage.width, wide, width), y: part(stage.top, stage.height, high, height) };
}

/** The tiles that cover what is seen, of this level or of the first coarser one of which they are few enough. */
export function tilesFor(seen: Seen, level: number): TileRange {
  const side = tileSide * 2 ** level;
  const cover = ([from, to]: [number, number]): [number, number] => [Math.floor(from / side), Math.max(Math.floor(from / side), Math.ceil(to / side) - 1)];
  const range: TileRange = { level, rows: cover(seen.y), columns: cover(seen.x) };
  const pixels = ([first, last]: [number, number]) => (last - first + 1) * tileSide;
  return Math.max(pixels(range.rows), pixels(range.columns)) > mostPixels ? tilesFor(seen, level + 1) : range;
}

/** The places of a range, those nearest to its middle first. */
export function placesOf({ level, rows, columns }: TileRange): TilePlace[] {
  const places: TilePlace[] = [];
  for (let row = rows[0]; row <= rows[1]; row++) {
    for (let column = columns[0]; column <= columns[1]; column++) {
      places.push({ level, row, column });
    }
  }
  const far = ({ row, column }: TilePlace) => Math.hypot(row - (rows[0] + rows[1]) / 2, column - (columns[0] + columns[1]) / 2);
  return places.sort((one, other) => far(one) - far(other));
}

/** A frame that covers a range of tiles, filled from a coarser frame of the whole plane until they come. */
export function startMosaic(overview: Frame, range: TileRange, [width, height]: [number, number]): Frame {
  const step = 2 ** range.level;
  const side = tileSide * step;
  const [top, left] = [range.rows[0] * side, range.columns[0] * side];
  const rows = Math.ceil((Math.min(height, (range.rows[1] + 1) * side) - top) / step);
  const columns = Math.ceil((Math.min(width, (range.columns[1] + 1) * side) - left) / step);
  const samples = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      samples[row * columns + column] = sampleAt(overview, left + (column + 0.5) * step, top + (row + 0.5) * step);
    }
  }
  return { samples, rows, columns, step: [step, step], origin: [top, left], approximate: true, ...(overview.place !== undefined && { place: overview.place }) };
}

/** Puts a tile where it belongs. */
export function putTile(mosaic: Frame, range: TileRange, { row, column }: TilePlace, tile: Frame): void {
  const [top, left] = [(row - range.rows[0]) * tileSide, (column - range.columns[0]) * tileSide];
  const columns = Math.min(tile.columns, mosaic.columns - left);
  for (let at = 0; at < Math.min(tile.rows, mosaic.rows - top); at++) {
    mosaic.samples.set(tile.samples.subarray(at * tile.columns, at * tile.columns + columns), (top + at) * mosaic.columns + left);
  }
}
