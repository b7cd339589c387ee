import { HeatmapVis, ScaleType, type ColorMap } from '@h5web/lib';
import '@h5web/lib/styles.css';
import { useMemo } from 'react';
import ndarray from '../../arrays/ndarray';
import { sample } from '../../ui/format';
import { logWindow, type Frame } from './frame';
import css from './Look.module.css';

interface Side {
  label: string;
  /** The coordinate of each sample shown; left out where the axis has none that can be drawn. */
  position: number[] | undefined;
  /** How the place of a sample is written. */
  write: (index: number) => string;
}

interface H5WebHeatmapProps {
  label: string;
  frame: Frame;
  across: Side;
  down: Side;
  square: boolean;
  window: [number, number];
  log: boolean;
  map: string;
  unit: string;
}

/** The viewer's colour maps by H5Web's names, and whether they are turned round. */
const maps: Record<string, [ColorMap, inverted: boolean]> = {
  viridis: ['Viridis', false],
  cividis: ['Cividis', false],
  inferno: ['Inferno', false],
  magma: ['Magma', false],
  gray: ['Greys', true],
  'gray inverted': ['Greys', false],
  'cold-warm': ['RdBu', true],
};

/** A frame as H5Web draws it, with axes in their units and a colour bar. */
export function H5WebHeatmap({ label, frame, across, down, square, window, log, map, unit }: H5WebHeatmapProps) {
  const data = useMemo(() => ndarray(frame.samples, [frame.rows, frame.columns]), [frame]);
  const [name, inverted] = maps[map] ?? ['Viridis', false];
  return (
    <div className={css.h5web} role="figure" aria-label={label}>
      <HeatmapVis
        className={css.h5webPlot ?? ''}
        dataArray={data}
        domain={log ? logWindow(window) : window}
        scaleType={log ? ScaleType.Log : ScaleType.Linear}
        colorMap={name}
        invertColorMap={inverted}
        aspect={square ? 'equal' : 'auto'}
        flipYAxis
        abscissaParams={{ label: across.label, ...(across.position && { value: across.position }) }}
        ordinateParams={{ label: down.label, ...(down.position && { value: down.position }) }}
        renderTooltip={({ xi, yi }) => (
          <>
            {across.write(xi)} · {down.write(yi)}: <strong>{sample(frame.samples[yi * frame.columns + xi] ?? NaN)}</strong> {unit}
          </>
        )}
      />
    </div>
  );
}
