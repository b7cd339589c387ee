import { useEffect } from 'react';
import { place } from '../../api/cubes';
import type { Axis } from '../../api/types';
import { publish, usualWindow } from './frameStore';
import { FrameView } from './FrameView';
import css from './Look.module.css';
import type { ShownPanel } from './panelProps';
import { slidingAxis } from './stepAxis';
import { useFrame } from './useFrame';

/** Three planes through one place; a click in one moves the other two. */
export function PlanesPanel(shown: ShownPanel) {
  const { info, state } = shown.panel;
  const x = info.axes.find((axis) => axis.name === state.x);
  const y = info.axes.find((axis) => axis.name === state.y);
  const z = slidingAxis(shown.panel);
  if (!x || !y || !z) {
    return null;
  }
  return (
    <div className={css.planes}>
      <Plane {...shown} x={x} y={y} main />
      <Plane {...shown} x={z} y={y} />
      <Plane {...shown} x={x} y={z} />
      <div className={css.crossing}>
        {[x, y, z].map((axis) => (
          <label key={axis.name}>
            {axis.name} {place(axis, state.at[axis.name] ?? 0)}
            <input
              type="range"
              min={0}
              max={axis.length - 1}
              value={state.at[axis.name] ?? 0}
              aria-valuetext={place(axis, state.at[axis.name] ?? 0)}
              onChange={(event) => shown.onChange({ at: { ...state.at, [axis.name]: event.currentTarget.valueAsNumber } })}
            />
          </label>
        ))}
      </div>
    </div>
  );
}

function Plane({ panel, onBusy, onChange, x, y, main = false }: ShownPanel & { x: Axis; y: Axis; main?: boolean }) {
  const { state, info } = panel;
  const { frame, error, loading } = useFrame({ cube: state.cube, info, x: x.name, y: y.name, at: state.at, width: 768, height: 768 });
  useEffect(() => {
    if (main) {
      onBusy(loading);
    }
  }, [loading, main, onBusy]);
  useEffect(() => {
    if (main && frame) {
      publish(panel.shown, frame);
    }
  }, [frame, main, panel.shown]);
  return (
    <figure className={css.plane}>
      <figcaption>
        {y.name} over {x.name}
      </figcaption>
      <FrameView
        label={`${info.name}: ${y.name} over ${x.name}`}
        frame={frame}
        error={error}
        loading={loading}
        size={[x.length, y.length]}
        square={(x.unit ?? '') === (y.unit ?? '')}
        // One window for all three, or a boundary would change its brightness from plane to plane.
        window={state.window ?? usualWindow(`${state.cube}|${state.x}|${state.y}`, main ? frame : undefined)}
        log={state.log}
        map={state.map}
        cross={[state.at[x.name] ?? 0, state.at[y.name] ?? 0]}
        onPick={(px, py) => onChange({ at: { ...state.at, [x.name]: px, [y.name]: py } })}
      />
    </figure>
  );
}
