import { useCallback, useEffect, useRef, useState } from 'react';
import { place } from '../../api/cubes';
import type { Axis } from '../../api/types';
import { sample } from '../../ui/format';
import { sampleAt, type Frame } from './frame';
import { knownWindow, publish, usualWindow } from './frameStore';
import { FrameView } from './FrameView';
import { prefetch, useFrame } from './useFrame';
import type { FrameRequest } from './frameSource';
import type { ShownPanel } from './panelProps';
import css from './Look.module.css';
import { slidingAxis, stepAxis } from './stepAxis';
import { stepFor } from './tiles';
import { useExactSample } from './useExactSample';
import { useTool } from './useTool';

/** The most samples of a whole plane along either side; what is finer comes in tiles. */
const mostPixels = 1024;

interface ImagePanelProps extends ShownPanel {
  /** Fetches the frames that will be shown next. */
  ahead: boolean;
  /** Leaves out the rounded preview: something is computed from every frame. */
  exact: boolean;
}

/** Two axes as an image, with the value under the pointer. */
export function ImagePanel({ panel, onBusy, onChange, ahead, exact }: ImagePanelProps) {
  const { state, info, title } = panel;
  const [tool] = useTool();
  const [pointer, setPointer] = useState<[number, number]>([NaN, NaN]);
  const [fit, setFit] = useState<[number, number]>([mostPixels, mostPixels]);
  const [painted, setPainted] = useState<{ frame: Frame; settling: boolean }>();
  const across = info.axes.find((axis) => axis.name === state.x);
  const down = info.axes.find((axis) => axis.name === state.y);
  const request: FrameRequest = { cube: state.cube, info, x: state.x, y: state.y, at: state.at, ...pixelsOf(across, down, fit, state.view?.[0] ?? 1) };
  const windowKey = `${state.cube}|${state.x}|${state.y}`;
  const scale = exact ? undefined : { window: state.window ?? knownWindow(windowKey), log: state.log };
  const { frame, error, loading, settling } = useFrame(request, { scale });

  useEffect(() => onBusy(loading), [loading, onBusy]);
  useEffect(() => {
    if (frame && !frame.approximate) {
      publish(panel.shown, frame);
    }
  }, [frame, panel.shown]);
  // What was fetched ahead is given up when playing ends, not when the next frame is shown: it may be just that one.
  const playing = useRef<AbortController>();
  useEffect(() => {
    const giveUp = new AbortController();
    playing.current = giveUp;
    return () => giveUp.abort();
  }, [ahead]);
  const slides = slidingAxis(panel)?.name ?? '';
  const index = state.at[slides] ?? 0;
  const before = useRef(index);
  useEffect(() => {
    if (loading) {
      return;
    }
    const by = index - before.current;
    before.current = index;
    // Who has gone one step, or ten, goes on like that.
    const steps = ahead ? [1, 2, 3] : Math.abs(by) === 1 || Math.abs(by) === 10 ? [by] : [];
    for (const step of steps) {
      prefetch({ ...request, at: stepAxis(panel, step) }, scale, playing.current?.signal ?? AbortSignal.abort());
    }
    // Every new place fetches the ones after it, once it is there itself.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ahead, loading, index]);

  const [x, y] = pointer.map(Math.floor) as [number, number];
  const within = across !== undefined && down !== undefined && x >= 0 && y >= 0 && x < across.length && y < down.length;
  const value = useExactSample(request, within ? [x, y] : [NaN, NaN], painted?.frame);
  const onFit = useCallback((width: number, height: number) => setFit([width, height]), []);
  const onPaint = useCallback((shown: Frame, isSettling: boolean) => setPainted({ frame: shown, settling: isSettling }), []);
  if (!across || !down) {
    return null;
  }
  const window = state.window ?? usualWindow(windowKey, frame);
  const shown = painted?.frame;
  return (
    <>
      <FrameView
        label={`${title}: ${state.y} over ${state.x}, from ${sample(window[0])} to ${sample(window[1])} ${info.unit ?? ''}`}
        frame={frame}
        tiles={request}
        error={error}
        loading={loading}
        size={[across.length, down.length]}
        square={(across.unit ?? '') === (down.unit ?? '')}
        window={window}
        log={state.log}
        map={state.map}
        view={state.view}
        tool={tool}
        boxes={[...(state.roi ? [{ box: state.roi, kind: 'roi' as const }] : []), ...(state.line ? [{ box: state.line, kind: 'line' as const }] : [])]}
        onView={(view) => onChange({ view })}
        onPoint={(px, py) => setPointer([px, py])}
        onDraw={([x0, y0, x1, y1], kind) => onChange({ [kind]: [Math.round(x0), Math.round(y0), Math.round(x1), Math.round(y1)] })}
        onFit={onFit}
        onPaint={onPaint}
      />
      <p className={css.probe} data-testid="probe">
        {within && shown ? (
          <>
            {across.name} {place(across, x)} · {down.name} {place(down, y)} · {value === undefined ? <em>≈ {sample(sampleAt(shown, x, y))}</em> : <strong>{sample(value)}</strong>} {info.unit}
          </>
        ) : (
          <>
            {across.length} × {down.length} samples
            {shown && (shown.step[0] > 1 || shown.step[1] > 1) ? `, shown at 1 : ${Math.max(...shown.step)}` : ''}
            {(loading || settling || painted?.settling) && ' · loading …'}
          </>
        )}
      </p>
    </>
  );
}

/**
 * How many samples of the whole plane are fetched: as many as the screen shows. A plane that is much longer than wide has other steps
 * along its axes, which tiles have not: of it finer frames come as one zooms in.
 */
function pixelsOf(across: Axis | undefined, down: Axis | undefined, [fitWide, fitHigh]: [number, number], zoom: number): { width: number; height: number } {
  const [wide, high] = [across?.length ?? 1, down?.length ?? 1];
  const steps = (most: number, larger: number) => [stepFor(wide, Math.min(most, fitWide * larger)), stepFor(high, Math.min(most, fitHigh * larger))] as const;
  const whole = steps(mostPixels, 1);
  const [stepX, stepY] = whole[0] === whole[1] ? whole : steps(4 * mostPixels, 2 ** Math.ceil(Math.log2(zoom)));
  return { width: Math.ceil(wide / stepX), height: Math.ceil(high / stepY) };
}
