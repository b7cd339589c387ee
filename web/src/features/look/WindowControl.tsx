import { Button, Checkbox } from '@mantine/core';
import { memo } from 'react';
import { sample } from '../../ui/format';
import { Pairs } from '../../ui/Page';
import { colours } from './colourMaps';
import { logWindow, partOf, spread } from './frame';
import { forgetWindow, histogramOf, usualWindow, useShownFrame } from './frameStore';
import css from './Look.module.css';
import type { PanelState } from './lookState';
import type { OpenPanel } from './useLook';

/** The values from the darkest to the brightest colour, over the histogram of what is shown. */
export function WindowControl({ panel, onChange }: { panel: OpenPanel; onChange: (change: Partial<PanelState>) => void }) {
  const { state, info } = panel;
  const frame = useShownFrame(panel);
  const key = `${state.cube}|${state.x}|${state.y}`;
  const counted = frame ? histogramOf(frame) : undefined;
  const window = state.window ?? usualWindow(key, frame);
  const [low, high] = counted ? [Math.min(counted.low, window[0]), Math.max(counted.high, window[1])] : window;
  const step = (high - low) / 500 || 1;
  const set = (end: 0 | 1, value: number) => {
    const other = window[1 - end] ?? 0;
    if (Number.isFinite(value) && (end === 0 ? value < other : value > other)) {
      onChange({ window: end === 0 ? [value, other] : [other, value] });
    }
  };
  return (
    <>
      <Bars bins={counted?.bins ?? none} low={counted?.low ?? low} high={counted?.high ?? high} rangeLow={low} rangeHigh={high} windowLow={window[0]} windowHigh={window[1]} map={state.map} log={state.log} />
      {([0, 1] as const).map((end) => (
        <label key={end} className={css.slider}>
          <span>
            {end === 0 ? 'From' : 'To'} {info.unit && `(${info.unit})`}
          </span>
          <span className={css.sliderLine}>
            <input
              type="range"
              min={low}
              max={high}
              step={step}
              value={window[end]}
              aria-label={end === 0 ? 'Window from' : 'Window to'}
              aria-valuetext={`${sample(window[end])} ${info.unit ?? ''}`}
              onChange={(event) => set(end, event.currentTarget.valueAsNumber)}
            />
            <input
              type="number"
              step="any"
              key={window[end]}
              defaultValue={Number(window[end].toPrecision(5))}
              aria-label={end === 0 ? 'Window from, as a number' : 'Window to, as a number'}
              onBlur={(event) => set(end, event.currentTarget.valueAsNumber)}
              onKeyDown={(event) => event.key === 'Enter' && set(end, event.currentTarget.valueAsNumber)}
            />
          </span>
        </label>
      ))}
      <div className={css.pair}>
        <Checkbox label="Logarithm" checked={state.log} onChange={(event) => onChange({ log: event.currentTarget.checked })} />
        <Button
          size="xs"
          variant="default"
          disabled={!counted}
          onClick={() => {
            forgetWindow(key);
            onChange({ window: counted ? spread(counted) : undefined });
          }}
        >
          Usual
        </Button>
        <Button size="xs" variant="default" disabled={!counted} onClick={() => counted && onChange({ window: [counted.low, counted.high] })}>
          All
        </Button>
      </div>
      {state.log && window[0] <= 0 && <small>Of what is 0 or less there is no logarithm: colours begin at {sample(logWindow(window)[0])}.</small>}
      {counted && (
        <Pairs
          of={[
            ['Mean', `${sample(counted.mean)} ${info.unit ?? ''}`],
            ['Deviation', sample(counted.std)],
            ['Smallest', sample(counted.min)],
            ['Largest', sample(counted.max)],
            ['Missing', counted.missing === 0 ? undefined : counted.missing.toLocaleString('en')],
          ]}
        />
      )}
    </>
  );
}

interface BarsProps {
  bins: number[];
  low: number;
  high: number;
  rangeLow: number;
  rangeHigh: number;
  windowLow: number;
  windowHigh: number;
  map: string;
  log: boolean;
}

const none: number[] = [];
const wide = 240;
const tall = 64;

/** The histogram as bars of the root of their counts, so that rare values are seen too; below it the colours. Drawn anew only when it changes. */
const Bars = memo(function Bars({ bins, low, high, rangeLow, rangeHigh, windowLow, windowHigh, map, log }: BarsProps) {
  const [range, window]: [[number, number], [number, number]] = [[rangeLow, rangeHigh], [windowLow, windowHigh]];
  const joined = Array.from({ length: 128 }, (_, index) => bins.slice((index * bins.length) / 128, ((index + 1) * bins.length) / 128).reduce((sum, count) => sum + count, 0));
  const most = Math.max(1, ...joined);
  const x = (value: number) => ((value - range[0]) / (range[1] - range[0] || 1)) * wide;
  const table = colours(map);
  const width = ((high - low) / (range[1] - range[0] || 1)) * (wide / 128);
  return (
    <svg className={css.bars} viewBox={`0 0 ${wide} ${tall + 12}`} role="img" aria-label={`Histogram from ${sample(low)} to ${sample(high)}`}>
      {joined.map((count, index) => {
        const height = Math.sqrt(count / most) * tall;
        return <rect key={index} className={css.count} x={x(low) + index * width} y={tall - height} width={width} height={height} />;
      })}
      {[0, 1].map((end) => (
        <line key={end} x1={x(window[end] ?? 0)} x2={x(window[end] ?? 0)} y1={0} y2={tall} />
      ))}
      {Array.from({ length: 48 }, (_, index) => {
        const value = range[0] + ((index + 0.5) / 48) * (range[1] - range[0]);
        const at = Math.round(Math.min(1, Math.max(0, partOf(value, window, log))) * 255) * 4;
        return <rect key={`c${index}`} x={(index * wide) / 48} y={tall + 3} width={wide / 48 + 0.5} height={9} fill={`rgb(${table[at] ?? 0} ${table[at + 1] ?? 0} ${table[at + 2] ?? 0})`} />;
      })}
    </svg>
  );
});
