import { useEffect, useRef, useState } from 'react';
import { CurveTable } from './CurveTable';
import { sample } from './format';
import css from './LineChart.module.css';
import { ticks } from './ticks';

export interface Curve {
  name: string;
  position: number[];
  value: number[];
  /** A band around the curve: the extremes under each point. */
  lowest?: number[];
  highest?: number[];
}

interface LineChartProps {
  curves: Curve[];
  label: string;
  positionLabel: string;
  valueLabel: string;
  /** A place on the position axis that is marked. */
  mark?: number;
  height?: number;
  /** How a position is written, where it is more than a number. */
  writePosition?: (position: number) => string;
}

const left = 64;
const bottom = 34;
const top = 20;
const right = 12;

/** Curves over one axis with a readout under the pointer; below is the same as a table. */
export function LineChart({ curves, label, positionLabel, valueLabel, mark, height = 260, writePosition = sample }: LineChartProps) {
  const outer = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);
  const [pointer, setPointer] = useState<number>();
  useEffect(() => {
    const element = outer.current;
    const observer = new ResizeObserver(() => element && setWidth(Math.max(200, element.clientWidth)));
    if (element) {
      observer.observe(element);
    }
    return () => observer.disconnect();
  }, []);

  const range = (values: number[]): [number, number] => {
    let [low, high] = [Infinity, -Infinity];
    for (const value of values) {
      if (Number.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return low > high ? [0, 1] : low === high ? [low - 0.5, high + 0.5] : [low, high];
  };
  const [fromX, toX] = range(curves.flatMap((curve) => [curve.position[0] ?? 0, curve.position.at(-1) ?? 1]));
  const [fromY, toY] = range(curves.flatMap((curve) => [...curve.value, ...(curve.lowest ?? []), ...(curve.highest ?? [])]));
  const x = (position: number) => left + ((position - fromX) / (toX - fromX)) * (width - left - right);
  const y = (value: number) => height - bottom - ((value - fromY) / (toY - fromY)) * (height - bottom - top);
  const path = (positions: number[], values: number[]) => {
    let pen = 'M';
    return positions
      .map((position, index) => {
        const value = values[index] ?? NaN;
        if (!Number.isFinite(value)) {
          pen = 'M';
          return '';
        }
        const part = `${pen}${x(position).toFixed(1)} ${y(value).toFixed(1)}`;
        pen = 'L';
        return part;
      })
      .join('');
  };
  const nearest = (curve: Curve, position: number) =>
    curve.position.reduce((best, other, index) => (Math.abs(other - position) < Math.abs((curve.position[best] ?? 0) - position) ? index : best), 0);
  const readout = pointer === undefined ? undefined : fromX + ((pointer - left) / (width - left - right)) * (toX - fromX);

  return (
    <div ref={outer} className={css.chart}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={label}
        onPointerMove={(event) => setPointer(event.clientX - event.currentTarget.getBoundingClientRect().left)}
        onPointerLeave={() => setPointer(undefined)}
      >
        {ticks(fromY, toY).map((value) => (
          <g key={value}>
            <line className={css.grid} x1={left} x2={width - right} y1={y(value)} y2={y(value)} />
            <text x={left - 6} y={y(value) + 4} textAnchor="end">
              {sample(value)}
            </text>
          </g>
        ))}
        {ticks(fromX, toX, width > 500 ? 7 : 4).map((position) => (
          <text key={position} x={x(position)} y={height - bottom + 16} textAnchor="middle">
            {sample(position)}
          </text>
        ))}
        <text x={(left + width - right) / 2} y={height - 3} textAnchor="middle">
          {positionLabel}
        </text>
        <text x={4} y={12}>
          {valueLabel}
        </text>
        {curves.map((curve, index) => (
          <g key={curve.name} data-curve={index}>
            {curve.lowest && curve.highest && (
              <path className={css.band} d={`${path(curve.position, curve.highest)}${path([...curve.position].reverse(), [...curve.lowest].reverse()).replace('M', 'L')}Z`} />
            )}
            <path className={css.curve} d={path(curve.position, curve.value)} />
          </g>
        ))}
        {mark !== undefined && <line className={css.mark} x1={x(mark)} x2={x(mark)} y1={top} y2={height - bottom} />}
      </svg>
      <p className={css.readout} aria-live="off">
        {readout === undefined || readout < fromX || readout > toX
          ? curves.map((curve) => curve.name).join(' · ')
          : curves.map((curve) => {
              const at = nearest(curve, readout);
              return `${writePosition(curve.position[at] ?? 0)}: ${sample(curve.value[at] ?? NaN)} ${valueLabel}  `;
            })}
      </p>
      <CurveTable label={label} positionLabel={positionLabel} writePosition={writePosition} curves={curves} />
    </div>
  );
}
