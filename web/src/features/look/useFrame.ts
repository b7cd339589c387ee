import { useEffect, useRef, useState } from 'react';
import { FrameFeed, type Shown } from './frameFeed';
import { loadFrame, loadPreview, placeKey, type ByteScale, type FrameRequest } from './frameSource';
import { stepFor } from './tiles';

/** A first frame has at most so many samples along either side. */
const firstPixels = 512;

const nothing: Shown = { loading: true, settling: true };

/** Fewer samples than this come as soon exact as rounded. */
const fewSamples = 128 * 128;

/** How the first frame comes: rounded to bytes by this scale, or exact where there is none. */
export interface FirstFrame {
  scale?: ByteScale | undefined;
}

/**
 * The frame asked for: first a coarse one where it is large, then the fine one once nothing has changed for a while. Until
 * it is there the one before stays.
 */
export function useFrame(wanted: FrameRequest, { scale }: FirstFrame = {}): Shown {
  const request = withinCube(wanted);
  const [shown, setShown] = useState<Shown>(nothing);
  const plane = `${request.cube}|${request.x}|${request.y}`;
  const feed = useRef<FrameFeed>();
  useEffect(() => {
    const made = new FrameFeed(setShown);
    feed.current = made;
    return () => made.stop();
  }, []);
  const key = `${placeKey(request)}|${request.width}|${request.height}|${scale === undefined}`;
  useEffect(() => {
    const coarse = coarseOf(request);
    const isWhole = coarse.width === request.width && coarse.height === request.height;
    const isRounded = scale !== undefined && sizeOf(coarse) > fewSamples;
    feed.current?.want({
      plane,
      first: (signal) => (isRounded ? loadPreview(coarse, scale, signal) : loadFrame(coarse, signal)),
      ...(!isWhole || isRounded ? { final: (signal: AbortSignal) => loadFrame(request, signal) } : {}),
    });
    // The key says everything that the request says; a scale that changes rounds no frame again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  // A frame of the plane before is none of this one, not even for one drawing of the page.
  return shown.plane === plane ? shown : nothing;
}

/** Fetches what will be shown next, so that playing does not wait. */
export function prefetch(request: FrameRequest, scale: ByteScale | undefined, signal: AbortSignal): void {
  const coarse = coarseOf(request);
  const load = scale && sizeOf(coarse) > fewSamples ? loadPreview(coarse, scale, signal) : loadFrame(coarse, signal);
  load.catch(() => undefined);
}

function coarseOf(request: FrameRequest): FrameRequest {
  return withinCube({ ...request, width: Math.min(request.width, firstPixels), height: Math.min(request.height, firstPixels) });
}

/** As many pixels as the frame will have: the same frame has one name, however many were asked for. */
function withinCube(request: FrameRequest): FrameRequest {
  const fitting = (name: string, pixels: number) => {
    const length = request.info.axes.find((axis) => axis.name === name)?.length ?? 1;
    return Math.ceil(length / stepFor(length, pixels));
  };
  return { ...request, width: fitting(request.x, request.width), height: request.y ? fitting(request.y, request.height) : 1 };
}

function sizeOf({ width, height }: FrameRequest): number {
  return width * height;
}
