import { Checkbox, NativeSelect, SegmentedControl } from '@mantine/core';
import { place } from '../../api/cubes';
import { CubePicker } from '../dataset';
import { Card } from '../../ui/Page';
import { mapNames } from './colourMaps';
import css from './Look.module.css';
import { parsePanel, type Mode } from './lookState';
import { RegionTools } from './RegionTools';
import type { Look, OpenPanel } from './useLook';
import { WindowControl } from './WindowControl';

const choices: { value: Mode; label: string; axes: number }[] = [
  { value: 'line', label: 'Line', axes: 1 },
  { value: 'image', label: 'Image', axes: 2 },
  { value: 'heatmap', label: 'Heatmap', axes: 2 },
  { value: 'planes', label: 'Planes', axes: 3 },
  { value: 'volume', label: 'Volume', axes: 3 },
];

/** What the chosen panel shows and how: cube, axes, places, colours, regions. */
export function Controls({ panel, look }: { panel: OpenPanel; look: Look }) {
  const { info, state } = panel;
  const change = (values: Partial<typeof state>) => look.change(look.active, values);
  const names = info.axes.map((axis) => axis.name);
  const places = info.axes.filter((axis) => axis.name !== state.x && axis.name !== state.y);
  const choose = (which: 'x' | 'y', name: string) => {
    const other = which === 'x' ? 'y' : 'x';
    // Choosing the other one's axis swaps them.
    change({ [which]: name, ...(state[other] === name ? { [other]: state[which] } : {}), view: undefined, roi: undefined, line: undefined });
  };
  return (
    <aside className={css.controls} aria-label="What is shown">
      <Card title="Cube and axes">
        <div className={css.stack}>
          <CubePicker label="Dataset" value={state.cube} onChange={(cube) => cube && look.replace(look.active, cube)} />
          {choices.filter((mode) => mode.axes <= info.axes.length).length > 1 && (
            <SegmentedControl
              fullWidth
              size="xs"
              aria-label="Shown as"
              value={state.mode}
              onChange={(mode) => {
                const next = parsePanel(`${state.cube}|mode:${mode}|x:${state.x}${state.y ? `|y:${state.y}` : ''}`, info);
                change({ mode: next.mode, x: next.x, y: next.y, view: undefined });
              }}
              data={choices.filter((mode) => mode.axes <= info.axes.length)}
            />
          )}
          <div className={css.pair}>
            <NativeSelect label="Across (x)" value={state.x} data={names} onChange={(event) => choose('x', event.currentTarget.value)} />
            {state.mode !== 'line' && <NativeSelect label="Down (y)" value={state.y} data={names} onChange={(event) => choose('y', event.currentTarget.value)} />}
          </div>
          {state.mode === 'line' && <Checkbox label="Logarithm" checked={state.log} onChange={(event) => change({ log: event.currentTarget.checked })} />}
          {state.mode !== 'volume' &&
            places.map((axis) => (
              <label key={axis.name} className={css.slider}>
                <span>
                  {axis.name} <strong>{place(axis, state.at[axis.name] ?? 0)}</strong>
                </span>
                <span className={css.sliderLine}>
                  <input
                    type="range"
                    min={0}
                    max={axis.length - 1}
                    value={state.at[axis.name] ?? 0}
                    aria-label={`${axis.name}${axis.unit ? ` in ${axis.unit}` : ''}`}
                    aria-valuetext={place(axis, state.at[axis.name] ?? 0)}
                    onChange={(event) => change({ at: { ...state.at, [axis.name]: event.currentTarget.valueAsNumber } })}
                  />
                  <input
                    type="number"
                    min={0}
                    max={axis.length - 1}
                    value={state.at[axis.name] ?? 0}
                    aria-label={`Index along ${axis.name}`}
                    onChange={(event) => {
                      const index = event.currentTarget.valueAsNumber;
                      if (Number.isInteger(index) && index >= 0 && index < axis.length) {
                        change({ at: { ...state.at, [axis.name]: index } });
                      }
                    }}
                  />
                </span>
              </label>
            ))}
        </div>
      </Card>
      {state.mode !== 'line' && (
        <Card title="Colours">
          <div className={css.stack} id="look-window">
            <NativeSelect label="Colour map" value={state.map} data={mapNames} onChange={(event) => change({ map: event.currentTarget.value })} />
            <WindowControl panel={panel} onChange={change} />
          </div>
        </Card>
      )}
      {state.mode === 'image' && (
        <Card title="Regions">
          <div id="look-regions">
            <RegionTools panel={panel} onChange={change} />
          </div>
        </Card>
      )}
    </aside>
  );
}
