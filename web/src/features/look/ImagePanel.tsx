import { useEffect, useState } from 'react';
import { place } from '../../api/cubes';
import { sample } from '../../ui/format';
import { sampleAt } from './frame';
import { publish, usualWindow } from './frameStore';
import { FrameView } from './FrameView';
import { prefetch, useFrame } from './useFrame';
import type { FrameRequest } from './frameSource';
import type { ShownPanel } from './panelProps';
import css from './Look.module.css';
import { stepAxis } from './stepAxis';
import { useTool } from './useTool';

/** The resolution that a zoom deserves: doubled with each doubling, to 4096. */
function resolution(zoom: number): number {
  return Math.min(4096, 1024 * 2 ** Math.ceil(Math.log2(zoom)));
}

/** Two axes as an image, with the value under the pointer. */
export function ImagePanel({ panel, onBusy, onChange, ahead }: ShownPanel & { ahead: boolean }) {
  const { state, info, title } = panel;
  const [tool] = useTool();
  const [pointer, setPointer] = useState<[number, number]>([NaN, NaN]);
  const across = info.axes.find((axis) => axis.name === state.x);
  const down = info.axes.find((axis) => axis.name === state.y);
  const request: FrameRequest = { cube: state.cube, info, x: state.x, y: state.y, at: state.at, width: resolution(state.view?.[0] ?? 1), height: resolution(state.view?.[0] ?? 1) };
  const { frame, error, loading } = useFrame(request);

  useEffect(() => onBusy(loading), [loading, onBusy]);
  useEffect(() => {
    if (frame) {
      publish(state.cube, frame);
    }
  }, [frame, state.cube]);
  useEffect(() => {
    if (ahead) {
      [1, 2].forEach((by) => prefetch({ ...request, at: stepAxis(panel, by) }));
    }
    // Every new place fetches the ones after it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ahead, state.at]);

  if (!across || !down) {
    return null;
  }
  const window = state.window ?? usualWindow(`${state.cube}|${state.x}|${state.y}`, frame);
  const [x, y] = pointer.map(Math.floor) as [number, number];
  const within = x >= 0 && y >= 0 && x < across.length && y < down.length;
  return (
    <>
      <FrameView
        label={`${title}: ${state.y} over ${state.x}, from ${sample(window[0])} to ${sample(window[1])} ${info.unit ?? ''}`}
        frame={frame}
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
      />
      <p className={css.probe} data-testid="probe">
        {within && frame ? (
          <>
            {across.name} {place(across, x)} · {down.name} {place(down, y)} · <strong>{sample(sampleAt(frame, x, y))}</strong> {info.unit}
          </>
        ) : (
          <>
            {across.length} × {down.length} samples
            {frame && (frame.step[0] > 1 || frame.step[1] > 1) ? `, shown at 1 : ${Math.max(...frame.step)}` : ''}
            {loading && ' · loading …'}
          </>
        )}
      </p>
    </>
  );
}
