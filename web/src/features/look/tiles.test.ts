import { expect, test } from 'vitest';
import { sampleAt, type Frame } from './frame';
import { levelFor, placesOf, putTile, seenOf, startMosaic, stepFor, tilesFor, tileSide, type TilePlace } from './tiles';

/** value = 10000 y + x at the middle of each block of a plane. */
function blocks(rows: number, columns: number, step: number, top = 0, left = 0): Frame {
  const value = (at: number) => 10_000 * (top + (Math.floor(at / columns) + 0.5) * step) + left + ((at % columns) + 0.5) * step;
  return { samples: Float32Array.from({ length: rows * columns }, (_, at) => value(at)), rows, columns, step: [step, step] };
}

test.each([[0.2, 0], [1, 0], [1.99, 0], [2, 1], [4, 2], [7.9, 2]])('%s samples per pixel need level %s', (samples, level) => {
  expect(levelFor(samples)).toBe(level);
});

test.each([[2048, 512, 4], [2049, 512, 8], [500, 512, 1], [1, 512, 1]])('%s samples on %s pixels are shown in steps of %s', (length, pixels, step) => {
  expect(stepFor(length, pixels)).toBe(step);
});

test('what is seen of a zoomed plane is its middle', () => {
  // Twice the panel's size, the middle in the middle.
  expect(seenOf({ left: -200, top: -100, width: 800, height: 400 }, [400, 200], [2000, 1000])).toEqual({ x: [500, 1500], y: [250, 750] });
});

test('nothing outside the plane is seen', () => {
  expect(seenOf({ left: 50, top: 0, width: 100, height: 100 }, [200, 100], [10, 10])).toEqual({ x: [0, 10], y: [0, 10] });
});

test('tiles cover what is seen and no more', () => {
  expect(tilesFor({ x: [500, 1500], y: [0, 512] }, 0)).toEqual({ level: 0, rows: [0, 1], columns: [1, 5] });
  expect(tilesFor({ x: [500, 1500], y: [0, 512] }, 1)).toEqual({ level: 1, rows: [0, 0], columns: [0, 2] });
});

test('too many tiles become tiles of a coarser level', () => {
  const range = tilesFor({ x: [0, 100_000], y: [0, 10] }, 0);

  expect((range.columns[1] - range.columns[0] + 1) * tileSide).toBeLessThanOrEqual(4096);
  expect(range.level).toBe(5);
});

test('the middle comes first, and every place comes once', () => {
  const places = placesOf({ level: 0, rows: [2, 4], columns: [7, 9] });

  expect(places[0]).toEqual({ level: 0, row: 3, column: 8 });
  expect(new Set(places.map(({ row, column }) => `${row},${column}`)).size).toBe(9);
});

test('a mosaic of all tiles is the plane, also at its ragged end', () => {
  const [width, height] = [1000, 700];
  const overview = blocks(88, 125, 8);
  const range = tilesFor({ x: [300, 1000], y: [300, 700] }, 1);
  const mosaic = startMosaic(overview, range, [width, height]);
  expect(mosaic).toMatchObject({ origin: [0, 0], rows: 350, columns: 500, step: [2, 2] });
  expect(sampleAt(mosaic, 401, 303)).toBe(sampleAt(overview, 401, 303));

  for (const place of placesOf(range)) {
    putTile(mosaic, range, place, tileOf(place, width, height));
  }

  expect([...mosaic.samples]).toEqual([...blocks(350, 500, 2).samples]);
});

test('a mosaic that begins in the plane knows where', () => {
  const range = tilesFor({ x: [600, 700], y: [300, 400] }, 0);
  const mosaic = startMosaic(blocks(128, 128, 8), range, [1024, 1024]);

  for (const place of placesOf(range)) {
    putTile(mosaic, range, place, tileOf(place, 1024, 1024));
  }

  expect(mosaic.origin).toEqual([256, 512]);
  expect(sampleAt(mosaic, 650, 333)).toBe(10_000 * 333.5 + 650.5);
  expect(sampleAt(mosaic, 500, 333)).toBeNaN();
});

function tileOf({ level, row, column }: TilePlace, width: number, height: number): Frame {
  const step = 2 ** level;
  const [top, left] = [row * tileSide * step, column * tileSide * step];
  return blocks(Math.min(tileSide, (height - top) / step), Math.min(tileSide, (width - left) / step), step, top, left);
}
