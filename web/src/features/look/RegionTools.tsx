import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { coordinate } from '../../api/cubes';
import { ErrorNotice } from '../../ui/Notice';
import { LineChart } from '../../ui/LineChart';
import { Pairs } from '../../ui/Page';
import { sample } from '../../ui/format';
import { histogram, inside, lineProfile } from './frame';
import { boxProfile, boxStatistics, lineProfileOf, placeKey } from './frameSource';
import type { BoxStatistics } from './frameSource';
import { useShownFrame } from './frameStore';
import css from './Look.module.css';
import type { Box, PanelState } from './lookState';
import type { Tool } from './useGestures';
import type { OpenPanel } from './useLook';
import { useTool } from './useTool';

interface RegionToolsProps {
  panel: OpenPanel;
  onChange: (change: Partial<PanelState>) => void;
}

/** A box and a line over the image: drawn by pointer or given as numbers, with what lies in them. */
export function RegionTools({ panel, onChange }: RegionToolsProps) {
  const [tool, setTool] = useTool();
  const { state, info } = panel;
  const frame = useShownFrame(panel);
  const [along, setAlong] = useState('');
  const length = (name: string) => info.axes.find((axis) => axis.name === name)?.length ?? 1;
  const [width, height] = [length(state.x), length(state.y)];
  const profile = useQuery({
    queryKey: ['box', state.cube, state.x, state.y, state.roi, along, along === state.x || along === state.y ? state.at : 0],
    queryFn: ({ signal }) => boxProfile({ cube: state.cube, info, x: state.x, y: state.y, at: state.at }, state.roi ?? [], along, signal),
    enabled: along !== '' && state.roi !== undefined,
    staleTime: Infinity,
  });
  const [roiText, lineText] = [state.roi?.join(), state.line?.join()];
  // The page is drawn with every step and every move of the pointer; these change only with the frame and the corners.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const boxed = useMemo(() => (frame && state.roi ? histogram(inside(frame, state.roi)) : undefined), [frame, roiText]);
  const isReduced = frame !== undefined && (frame.step[0] > 1 || frame.step[1] > 1);
  const plane = { cube: state.cube, info, x: state.x, y: state.y, at: state.at };
  const drawn = state.line ? `${placeKey(plane)}|${state.line.join(',')}` : '';
  const [rested] = useDebouncedValue(drawn, 200);
  const exact = useQuery({
    queryKey: ['line', drawn],
    queryFn: ({ signal }) => lineProfileOf(plane, state.line ?? [0, 0, 0, 0], signal),
    enabled: isReduced && drawn !== '' && rested === drawn,
    staleTime: Infinity,
  });
  const box = state.roi ? `${placeKey(plane)}|${state.roi.join(',')}` : '';
  const [restedBox] = useDebouncedValue(box, 200);
  const whole = useQuery({
    queryKey: ['box statistics', box],
    queryFn: ({ signal }) => boxStatistics(plane, state.roi ?? [], signal),
    enabled: isReduced && box !== '' && restedBox === box,
    staleTime: Infinity,
    // A box without a sample is no fault of the page.
    retry: false,
  });
  const statistics = whole.data ?? boxed;
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const shownLine = useMemo(() => (frame && state.line ? lineProfile(frame, state.line) : undefined), [frame, lineText]);
  // What the frame has is there while one draws; what all samples have comes when the hand rests.
  const line = exact.data ? { position: exact.data.position, value: exact.data.value.map((value) => value ?? NaN) } : shownLine;
  return (
    <div className={css.stack}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Dragging in the image"
        value={tool}
        onChange={(next) => setTool(next as Tool)}
        data={[
          { value: 'move', label: 'Moves' },
          { value: 'roi', label: 'Draws a box' },
          { value: 'line', label: 'Draws a line' },
        ]}
      />
      <BoxFields name="Box" box={state.roi} start={[width / 4, height / 4, (3 * width) / 4, (3 * height) / 4]} onChange={(roi) => onChange({ roi })} />
      {statistics && (
        <Pairs
          of={[
            ['Mean', `${sample(statistics.mean ?? NaN)} ${info.unit ?? ''}`],
            ['Deviation', sample(statistics.std ?? NaN)],
            ['Smallest', sample(statistics.min ?? NaN)],
            ['Largest', sample(statistics.max ?? NaN)],
            ['Of', whole.data ? samplesOf(whole.data) : isReduced ? `the frame shown, at 1 : ${Math.max(...frame.step)}` : undefined],
          ]}
        />
      )}
      {state.roi && (
        <NativeSelect
          label="Mean of the box along"
          value={along}
          onChange={(event) => setAlong(event.currentTarget.value)}
          data={[{ value: '', label: 'choose an axis' }, ...info.axes.map((axis) => ({ value: axis.name, label: axis.name }))]}
        />
      )}
      {profile.error && <ErrorNotice error={profile.error} />}
      {profile.data && along && (
        <LineChart
          label={`Mean of the box along ${along}`}
          height={180}
          positionLabel={`${along} ${profile.data.positionUnit && `(${profile.data.positionUnit})`}`}
          valueLabel={profile.data.unit}
          curves={[{ name: 'mean', position: profile.data.position, value: profile.data.value.map((value) => value ?? NaN) }]}
          {...markOf(panel, along)}
        />
      )}
      <BoxFields name="Line" box={state.line} start={[0, height / 2, width - 1, height / 2]} onChange={(next) => onChange({ line: next })} />
      {line && <LineChart label="Values along the line" height={180} positionLabel={exact.data?.positionUnit ? `along the line (${exact.data.positionUnit})` : 'samples along the line'} valueLabel={info.unit ?? ''} curves={[{ name: 'value', ...line }]} />}
    </div>
  );
}

/** How many samples statistics are of, and whether all. */
function samplesOf({ count, missing, every }: BoxStatistics): string {
  const skipped = Object.entries(every).map(([axis, step]) => `one of ${step} places of ${axis}`);
  return [`${count.toLocaleString('en')} samples`, missing > 0 ? `${missing.toLocaleString('en')} missing` : '', ...skipped].filter(Boolean).join(', ');
}

/** The present place on the axis along which a box is followed. */
function markOf({ info, state }: OpenPanel, along: string): { mark?: number } {
  const axis = info.axes.find((one) => one.name === along);
  const value = axis && along !== state.x && along !== state.y ? coordinate(axis, state.at[along] ?? 0) : undefined;
  return typeof value === 'number' ? { mark: value } : {};
}

interface BoxFieldsProps {
  name: string;
  box: Box | undefined;
  start: number[];
  onChange: (box: Box | undefined) => void;
}

/** Two corners as numbers, for keyboards. */
function BoxFields({ name, box, start, onChange }: BoxFieldsProps) {
  if (!box) {
    return (
      <Button size="xs" variant="default" onClick={() => onChange(start.map(Math.round) as Box)}>
        Add a {name.toLowerCase()}
      </Button>
    );
  }
  return (
    <fieldset className={css.corners}>
      <legend>{name}, in samples</legend>
      {['x from', 'y from', 'x to', 'y to'].map((label, index) => (
        <label key={label}>
          {label}
          <input
            type="number"
            value={box[index]}
            onChange={(event) => {
              const value = event.currentTarget.valueAsNumber;
              if (Number.isFinite(value)) {
                onChange(box.map((old, at) => (at === index ? value : old)) as Box);
              }
            }}
          />
        </label>
      ))}
      <Button size="xs" variant="default" onClick={() => onChange(undefined)}>
        Remove
      </Button>
    </fieldset>
  );
}
