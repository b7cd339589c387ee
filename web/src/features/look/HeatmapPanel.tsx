import { lazy, Suspense, useEffect } from 'react';
import { coordinate, place } from '../../api/cubes';
import type { Axis } from '../../api/types';
import { sample } from '../../ui/format';
import { Empty, ErrorNotice, Waiting } from '../../ui/Notice';
import { publish, usualWindow } from './frameStore';
import { hasWebGl } from './hasWebGl';
import css from './Look.module.css';
import type { ShownPanel } from './panelProps';
import { useFrame } from './useFrame';

const H5WebHeatmap = lazy(async () => ({ default: (await import('./h5web')).H5WebHeatmap }));

/** More samples than a screen has pixels would only be thrown away. */
const mostPixels = 1024;

/** Two axes as H5Web's heatmap: with axes in units and a colour bar, and with H5Web's own zoom. */
export function HeatmapPanel({ panel, onBusy }: ShownPanel) {
  const { state, info, title } = panel;
  const across = info.axes.find((axis) => axis.name === state.x);
  const down = info.axes.find((axis) => axis.name === state.y);
  const { frame, error, loading } = useFrame({ cube: state.cube, info, x: state.x, y: state.y, at: state.at, width: mostPixels, height: mostPixels });
  useEffect(() => onBusy(loading), [loading, onBusy]);
  useEffect(() => {
    if (frame) {
      publish(panel.shown, frame);
    }
  }, [frame, panel.shown]);
  if (!hasWebGl()) {
    return (
      <Empty title="This browser draws no heatmaps.">
        <p>They need WebGL 2. “Image” shows the same without it.</p>
      </Empty>
    );
  }
  if (error !== undefined) {
    return <ErrorNotice error={error} />;
  }
  if (!frame || !across || !down) {
    return <Waiting rows={1} height={420} />;
  }
  const window = state.window ?? usualWindow(`${state.cube}|${state.x}|${state.y}`, frame);
  return (
    <>
      <Suspense fallback={<Waiting rows={1} height={420} />}>
        <H5WebHeatmap
          label={`${title}: ${state.y} over ${state.x}, from ${sample(window[0])} to ${sample(window[1])} ${info.unit ?? ''}`}
          frame={frame}
          across={sideOf(across, frame.columns, frame.step[1])}
          down={sideOf(down, frame.rows, frame.step[0])}
          square={(across.unit ?? '') === (down.unit ?? '')}
          window={window}
          log={state.log}
          map={state.map}
          unit={info.unit ?? ''}
        />
      </Suspense>
      <p className={css.probe}>
        {across.length} × {down.length} samples
        {frame.step.some((step) => step > 1) ? `, shown at 1 : ${Math.max(...frame.step)}` : ''}
      </p>
    </>
  );
}

/** An axis of so many blocks of samples. */
function sideOf(axis: Axis, count: number, step: number) {
  const index = (block: number) => Math.min(axis.length - 1, Math.round(block * step + (step - 1) / 2));
  const places = Array.from({ length: count }, (_, block) => coordinate(axis, index(block)));
  // H5Web draws an axis only if its coordinates grow or shrink all the way; a date axis is drawn in its unit.
  const isDrawn = places.every((one, at): one is number => typeof one === 'number' && (at === 0 || places[at - 1] !== one));
  return {
    label: axis.unit && axis.unit !== '1' ? `${axis.name} (${axis.unit})` : axis.name,
    position: isDrawn && count > 1 ? places : undefined,
    write: (block: number) => `${axis.name} ${place(axis, index(block))}`,
  };
}
