import { useEffect, useState } from 'react';
import type { Frame } from './frame';
import { keyOf, loadFrame, type FrameRequest } from './frameSource';

interface Shown {
  frame?: Frame;
  error?: unknown;
  loading: boolean;
}

/**
 * The frame asked for: first a coarse one where it is large, then the fine one once nothing has changed for 120 ms. Until
 * it is there the one before stays, and what nobody waits for any more is given up.
 */
export function useFrame(request: FrameRequest | undefined): Shown {
  const [shown, setShown] = useState<Shown>({ loading: true });
  const key = request ? keyOf(request) : '';
  useEffect(() => {
    if (!request) {
      return undefined;
    }
    const giveUp = new AbortController();
    const show = (frame: Frame, loading: boolean) => !giveUp.signal.aborted && setShown({ frame, loading });
    const fail = (error: unknown) => !giveUp.signal.aborted && setShown((now) => ({ ...now, error, loading: false }));
    const coarse = { ...request, width: Math.min(request.width, 512), height: Math.min(request.height, 512) };
    const isFine = coarse.width === request.width && coarse.height === request.height;
    let timer: ReturnType<typeof setTimeout> | undefined;
    setShown((now) => ({ ...(now.frame && { frame: now.frame }), loading: true }));
    loadFrame(coarse, giveUp.signal)
      .then((frame) => {
        const enough = isFine || (frame.step[0] === 1 && frame.step[1] === 1);
        show(frame, !enough);
        if (!enough) {
          timer = setTimeout(() => void loadFrame(request, giveUp.signal).then((fine) => show(fine, false), fail), 120);
        }
      })
      .catch(fail);
    return () => {
      clearTimeout(timer);
      giveUp.abort();
    };
    // The key says everything that the request says.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return shown;
}

/** Fetches what will be shown next, so that playing does not wait. */
export function prefetch(request: FrameRequest): void {
  const coarse = { ...request, width: Math.min(request.width, 512), height: Math.min(request.height, 512) };
  loadFrame(coarse, new AbortController().signal).catch(() => undefined);
}
