import { useEffect, useState } from 'react';
import { sampleAt, type Frame } from './frame';
import { idle } from './frameFeed';
import { keptTile, loadTile, placeKey, type PlaneRequest } from './frameSource';
import { tileSide, type TilePlace } from './tiles';

/**
 * The sample at a place of a plane, as it is in the cube: from what is shown where that is fine enough, otherwise fetched with its
 * neighbours when the pointer has rested. Undefined until it is known.
 */
export function useExactSample(request: PlaneRequest, [x, y]: [number, number], shown: Frame | undefined): number | undefined {
  const [found, setFound] = useState<{ key: string; value: number }>();
  const isPlace = x >= 0 && y >= 0;
  const isFine = shown !== undefined && !shown.approximate && shown.step[0] === 1 && shown.step[1] === 1;
  const key = isPlace && shown && !isFine ? `${placeKey(request)}|${x}|${y}` : '';
  const place: TilePlace = { level: 0, row: Math.floor(y / tileSide), column: Math.floor(x / tileSide) };
  const kept = key ? keptTile(request, place, { log: false }) : undefined;
  useEffect(() => {
    if (!key || (kept && !kept.approximate)) {
      return undefined;
    }
    const giveUp = new AbortController();
    const timer = setTimeout(() => {
      loadTile(request, place, undefined, giveUp.signal).then(
        (tile) => !giveUp.signal.aborted && setFound({ key, value: valueIn(tile, x, y) }),
        // What cannot be read at full detail is shown as it is drawn.
        () => undefined,
      );
    }, idle);
    return () => {
      clearTimeout(timer);
      giveUp.abort();
    };
    // The key says all.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  if (isFine) {
    return sampleAt(shown, x, y);
  }
  return kept && !kept.approximate ? valueIn(kept, x, y) : found?.key === key ? found.value : undefined;
}

function valueIn(tile: Frame, x: number, y: number): number {
  return sampleAt(tile, x % tileSide, y % tileSide);
}
