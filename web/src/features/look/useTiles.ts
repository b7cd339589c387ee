import { useEffect, useMemo, useRef, useState } from 'react';
import type { Frame } from './frame';
import { idle } from './frameFeed';
import { keptTile, loadTile, placeKey, type ByteScale, type PlaneRequest } from './frameSource';
import { placesOf, putTile, startMosaic, tilesFor, type Seen, type TilePlace, type TileRange } from './tiles';

/** As many as a browser asks one server for at one time. */
const atOnce = 6;

interface Tiled {
  /** What is seen, as sharp as the screen; undefined where the overview is sharp enough. */
  mosaic?: Frame;
  settling: boolean;
  error?: unknown;
}

interface Looked {
  request: PlaneRequest | undefined;
  overview: Frame | undefined;
  seen: Seen;
  /** Samples per pixel of the screen, as a power of two. */
  level: number;
  size: [width: number, height: number];
  scale: ByteScale;
}

/** Whether tiles of a level show more than a frame of the whole plane. */
function isSharper(level: number, overview: Frame): boolean {
  const step = 2 ** level;
  return step <= Math.min(...overview.step) && step < Math.max(...overview.step);
}

/**
 * Fetches the tiles that are seen, those in the middle first: as bytes at once, exact when nothing has changed for a while. Those of
 * a place that is not looked at any more are given up.
 */
export function useTiles({ request, overview, seen, level, size, scale }: Looked): Tiled {
  const [, setVersion] = useState(0);
  const [failed, setFailed] = useState<{ key: string; error: unknown }>();
  const isWanted = request !== undefined && overview?.place === placeKey(request) && isSharper(level, overview);
  const range = isWanted ? tilesFor(seen, level) : undefined;
  const key = range && request ? `${placeKey(request)}|${[range.level, ...range.rows, ...range.columns].join(',')}` : '';

  // What is there is put together at once, so that no part of the panel is empty while one moves.
  const tiled = useMemo(() => {
    if (!range || !overview || !request) {
      return undefined;
    }
    const frame = startMosaic(overview, range, size);
    const missing: TilePlace[] = [];
    let settling = false;
    for (const place of placesOf(range)) {
      const tile = keptTile(request, place, scale);
      if (tile) {
        putTile(frame, range, place, tile);
      } else {
        missing.push(place);
      }
      settling ||= tile?.approximate ?? true;
    }
    return { frame: { ...frame, approximate: settling }, missing, settling };
    // The key says what is wanted; while it stays, tiles take the place of what stands in for them.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  useEffect(() => {
    if (!tiled?.settling || !range || !request) {
      return undefined;
    }
    const giveUp = new AbortController();
    let drawing = 0;
    const arrived = (place: TilePlace, tile: Frame) => {
      putTile(tiled.frame, range, place, tile);
      // All that come between two pictures of the screen are drawn at once.
      drawing ||= requestAnimationFrame(() => {
        drawing = 0;
        tiled.frame = { ...tiled.frame };
        setVersion((now) => now + 1);
      });
    };
    fetchAll(request, range, tiled.missing, scale, arrived, giveUp.signal)
      .then(() => {
        tiled.settling = false;
        tiled.frame = { ...tiled.frame, approximate: false };
        setVersion((now) => now + 1);
      })
      .catch((error: unknown) => !giveUp.signal.aborted && setFailed({ key, error }));
    return () => {
      giveUp.abort();
      cancelAnimationFrame(drawing);
    };
    // As above.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [tiled]);

  // Until the next place is there, the one before stays as sharp as it was.
  const before = useRef(tiled);
  const isWaiting = request !== undefined && overview !== undefined && overview.place !== placeKey(request);
  if (!isWaiting) {
    before.current = tiled;
  }
  const mosaic = (tiled ?? (before.current?.frame.place === overview?.place ? before.current : undefined))?.frame;
  return { ...(mosaic && { mosaic }), settling: tiled?.settling ?? false, ...(failed && failed.key === key && { error: failed.error }) };
}

async function fetchAll(
  request: PlaneRequest,
  range: TileRange,
  missing: TilePlace[],
  scale: ByteScale,
  arrived: (place: TilePlace, tile: Frame) => void,
  signal: AbortSignal,
): Promise<void> {
  const fetchEach = async (places: TilePlace[], rounding: ByteScale | undefined) => {
    let next = 0;
    const work = async () => {
      while (next < places.length) {
        const place = places[next++];
        if (place) {
          arrived(place, await loadTile(request, place, rounding, signal));
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  };
  // While a hand moves, a tile that has just come into view is gone again soon.
  await pause(40, signal);
  await fetchEach(missing, scale);
  await pause(idle, signal);
  await fetchEach(placesOf(range).filter((place) => keptTile(request, place, scale)?.approximate ?? true), undefined);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('Nobody waits for this any more.', 'AbortError'));
    }, { once: true });
  });
}
