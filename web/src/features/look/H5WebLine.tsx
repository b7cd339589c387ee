import { LineVis, ScaleType } from '@h5web/lib';
import '@h5web/lib/styles.css';
import { useMemo } from 'react';
import ndarray from '../../arrays/ndarray';
import { sample } from '../../ui/format';
import css from './Look.module.css';

interface H5WebLineProps {
  label: string;
  position: number[];
  value: Float32Array;
  /** The extremes under each point, where it stands for several samples. */
  lowest?: Float32Array | undefined;
  highest?: Float32Array | undefined;
  log: boolean;
  positionLabel: string;
  valueLabel: string;
  writePosition: (position: number) => string;
}

/** A curve as H5Web draws it: wheel and drag zoom, Control and drag choose a part. */
export function H5WebLine({ label, position, value, lowest, highest, log, positionLabel, valueLabel, writePosition }: H5WebLineProps) {
  const hasBand = lowest !== undefined && highest !== undefined;
  const curves = useMemo(() => (lowest && highest ? [lowest, highest, value] : [value]), [value, lowest, highest]);
  const domain = useMemo(() => domainOf(curves, log), [curves, log]);
  const [first, ...others] = useMemo(() => curves.map((curve) => ndarray(curve, [curve.length])), [curves]);
  if (!first) {
    return null;
  }
  return (
    <div className={css.h5web} role="figure" aria-label={label} data-band={hasBand}>
      <LineVis
        className={css.h5webPlot ?? ''}
        dataArray={first}
        domain={domain}
        scaleType={log ? ScaleType.Log : ScaleType.Linear}
        abscissaParams={{ value: position, label: positionLabel }}
        ordinateLabel={valueLabel}
        auxiliaries={others.map((array, index) => ({ array, label: index === 0 ? 'largest' : 'mean' }))}
        renderTooltip={({ xi }) => (
          <>
            {writePosition(position[xi] ?? 0)}: <strong>{sample(value[xi] ?? NaN)}</strong> {valueLabel}
            {lowest && highest && ` (${sample(lowest[xi] ?? NaN)} to ${sample(highest[xi] ?? NaN)})`}
          </>
        )}
      />
    </div>
  );
}

/** From the smallest to the largest; of a logarithmic axis, of what is above 0. */
export function domainOf(curves: Float32Array[], log: boolean): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const curve of curves) {
    for (const value of curve) {
      if (Number.isFinite(value) && (!log || value > 0)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  if (low > high) {
    return log ? [1, 10] : [0, 1];
  }
  const room = low === high ? Math.abs(low) / 2 || 0.5 : (high - low) * 0.03;
  return log ? [low / 1.1, high * 1.1] : [low - room, high + room];
}
