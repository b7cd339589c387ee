import { useEffect, useRef } from 'react';

interface Playback {
  playing: boolean;
  framesPerSecond: number;
  /** Whether the present frame is still on its way; the next one then waits. */
  busy: boolean;
  step: () => void;
}

/** Steps at an even pace, and never faster than frames arrive. */
export function usePlayback({ playing, framesPerSecond, busy, step }: Playback): void {
  const now = useRef({ busy, step });
  now.current = { busy, step };
  useEffect(() => {
    if (!playing) {
      return undefined;
    }
    const ticking = setInterval(() => !now.current.busy && now.current.step(), 1000 / framesPerSecond);
    return () => clearInterval(ticking);
  }, [playing, framesPerSecond]);
}
