import { lazy, Suspense, useEffect } from 'react';
import { coordinate, place } from '../../api/cubes';
import { ErrorNotice, Waiting } from '../../ui/Notice';
import { CurveTable } from '../../ui/CurveTable';
import { LineChart } from '../../ui/LineChart';
import { publish } from './frameStore';
import { hasWebGl } from './hasWebGl';
import css from './Look.module.css';
import type { ShownPanel } from './panelProps';
import { useFrame } from './useFrame';

const H5WebLine = lazy(async () => ({ default: (await import('./h5web')).H5WebLine }));

/** One axis as a curve; where it is longer than the screen, with the extremes under each point. */
export function LinePanel({ panel, onBusy }: ShownPanel) {
  const { state, info, title } = panel;
  const { frame, error, loading } = useFrame({ cube: state.cube, info, x: state.x, y: '', at: state.at, width: 1600, height: 1 });
  const axis = info.axes.find((one) => one.name === state.x);
  useEffect(() => onBusy(loading), [loading, onBusy]);
  useEffect(() => {
    if (frame) {
      publish(panel.shown, frame);
    }
  }, [frame, panel.shown]);
  if (error) {
    return <ErrorNotice error={error} />;
  }
  if (!frame || !axis) {
    return <Waiting rows={1} height={360} />;
  }
  const step = frame.step[1];
  const index = (at: number) => Math.min(axis.length - 1, at * step + (step - 1) / 2);
  const along = (at: number) => {
    const found = coordinate(axis, Math.round(index(at)));
    return typeof found === 'number' ? found : at;
  };
  const many = step > 1 && frame.lowest && frame.highest;
  const position = Array.from({ length: frame.columns }, (_, at) => along(at));
  const labels = {
    label: `${title} over ${axis.name}`,
    positionLabel: `${axis.name}${axis.unit ? ` (${axis.unit})` : ''}`,
    valueLabel: info.unit ?? '',
    writePosition: (at: number) => place(axis, nearestIndex(at, along, frame.columns, index)),
  };
  const extremes = many ? { lowest: frame.lowest, highest: frame.highest } : {};
  // H5Web draws with WebGL only; the chart beside it needs none, and is the table for those who read rather than see.
  if (hasWebGl() && !error) {
    return (
      <>
        <Suspense fallback={<Waiting rows={1} height={420} />}>
          <H5WebLine {...labels} position={position} value={frame.samples} {...extremes} log={state.log} />
        </Suspense>
        <p className={css.probe}>
          {axis.length} samples
          {many ? `, shown at 1 : ${step} as mean, smallest and largest` : ''}
        </p>
        <CurveTable {...labels} curves={[{ name: info.name, position, value: frame.samples }]} />
      </>
    );
  }
  return (
    <LineChart
      {...labels}
      height={380}
      curves={[
        {
          name: info.name,
          position,
          value: [...frame.samples],
          ...(many ? { lowest: [...(frame.lowest ?? [])], highest: [...(frame.highest ?? [])] } : {}),
        },
      ]}
    />
  );
}

function nearestIndex(position: number, along: (at: number) => number, count: number, index: (at: number) => number): number {
  let best = 0;
  for (let at = 1; at < count; at++) {
    if (Math.abs(along(at) - position) < Math.abs(along(best) - position)) {
      best = at;
    }
  }
  return Math.round(index(best));
}
