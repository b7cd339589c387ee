import '@kitware/vtk.js/Rendering/Profiles/Volume';
import vtkDataArray from '@kitware/vtk.js/Common/Core/DataArray';
import vtkImageData from '@kitware/vtk.js/Common/DataModel/ImageData';
import vtkPiecewiseFunction from '@kitware/vtk.js/Common/DataModel/PiecewiseFunction';
import vtkColorTransferFunction from '@kitware/vtk.js/Rendering/Core/ColorTransferFunction';
import vtkVolume from '@kitware/vtk.js/Rendering/Core/Volume';
import vtkVolumeMapper from '@kitware/vtk.js/Rendering/Core/VolumeMapper';
import vtkGenericRenderWindow from '@kitware/vtk.js/Rendering/Misc/GenericRenderWindow';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Bar } from '../../ui/Page';
import { Empty, ErrorNotice } from '../../ui/Notice';
import { useFrame } from './useFrame';
import { publish, usualWindow } from './frameStore';
import { hasWebGl } from './hasWebGl';
import css from './Look.module.css';
import type { ShownPanel } from './panelProps';
import { slidingAxis } from './stepAxis';
import { colourPoints, loadVolume, type Volume } from './volume';

/** Three axes as a volume that can be turned; its level is said, and more detail is fetched when asked for. */
export function VolumePanel({ panel, onBusy }: ShownPanel) {
  const { state, info, title } = panel;
  const z = slidingAxis(panel)?.name ?? '';
  const [most, setMost] = useState(128);
  const [threshold, setThreshold] = useState(0.35);
  const [done, setDone] = useState<number>();
  const [volume, setVolume] = useState<Volume>();
  const [error, setError] = useState<unknown>();
  const [stopped, setStopped] = useState(false);
  const canDraw = hasWebGl();
  // The middle plane gives the window and the histogram beside it.
  const middle = useFrame({ cube: state.cube, info, x: state.x, y: state.y, at: state.at, width: 512, height: 512 }).frame;
  const window = state.window ?? usualWindow(`${state.cube}|${state.x}|${state.y}`, middle);
  const ready = middle !== undefined;

  useEffect(() => {
    if (middle) {
      publish(panel.shown, middle);
    }
  }, [middle, panel.shown]);
  useEffect(() => onBusy(done !== undefined), [done, onBusy]);

  const [low, high] = window;
  useEffect(() => {
    if (!ready || !canDraw || !z || stopped) {
      return undefined;
    }
    const giveUp = new AbortController();
    setDone(0);
    setError(undefined);
    loadVolume({ cube: state.cube, info, axes: [state.x, state.y, z], at: state.at, window: [low, high], log: state.log, most }, setDone, giveUp.signal)
      .then(setVolume)
      .catch((reason: unknown) => !giveUp.signal.aborted && setError(reason))
      .finally(() => !giveUp.signal.aborted && setDone(undefined));
    return () => giveUp.abort();
    // Places along the three axes do not matter to a volume.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ready, canDraw, state.cube, state.x, state.y, z, low, high, state.log, most, stopped]);

  if (!canDraw) {
    return (
      <Empty title="This browser draws no volumes.">
        <p>WebGL 2 is switched off or missing. “Planes” shows the same data without it.</p>
      </Empty>
    );
  }
  return (
    <div>
      {error !== undefined && <ErrorNotice error={error} retry={() => setMost((now) => now)} />}
      <Scene volume={volume} map={state.map} threshold={threshold} label={`${title} as a volume`} />
      <div className={css.volumeTools}>
        {done !== undefined ? (
          <>
            <Bar label="Fetching the volume" done={done} />
            <Button size="xs" variant="default" onClick={() => setStopped(true)}>
              Cancel
            </Button>
          </>
        ) : (
          <>
            <label>
              Shown from
              <input type="range" min={0} max={0.95} step={0.01} value={threshold} onChange={(event) => setThreshold(event.currentTarget.valueAsNumber)} />
            </label>
            {volume && (
              <span data-testid="volume-level">
                {volume.size.join(' × ')} samples, at {volume.step.every((step) => step === 1) ? 'full detail' : `1 : ${volume.step.join(', ')}`}
              </span>
            )}
            {stopped && (
              <Button size="xs" variant="default" onClick={() => setStopped(false)}>
                Fetch again
              </Button>
            )}
            {volume?.step.some((step) => step > 1) && most < 512 && (
              <Button size="xs" variant="default" onClick={() => setMost(most * 2)}>
                More detail
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  );
}

/** What vtk.js draws; it is torn down with the panel, its memory on the card included. */
function Scene({ volume, map, threshold, label }: { volume: Volume | undefined; map: string; threshold: number; label: string }) {
  const outer = useRef<HTMLDivElement>(null);
  const scene = useRef<{ view: vtkGenericRenderWindow; actor: vtkVolume; mapper: vtkVolumeMapper }>();
  useEffect(() => {
    const element = outer.current;
    if (!element) {
      return undefined;
    }
    const view = vtkGenericRenderWindow.newInstance({ background: [0.06, 0.09, 0.11] });
    view.setContainer(element);
    const mapper = vtkVolumeMapper.newInstance();
    const actor = vtkVolume.newInstance();
    actor.setMapper(mapper);
    scene.current = { view, actor, mapper };
    const observer = new ResizeObserver(() => view.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      scene.current = undefined;
      actor.delete();
      mapper.delete();
      view.delete();
    };
  }, []);

  useEffect(() => {
    const { current } = scene;
    if (!current || !volume) {
      return;
    }
    const image = vtkImageData.newInstance();
    image.setDimensions(volume.size);
    image.setSpacing(volume.spacing);
    image.getPointData().setScalars(vtkDataArray.newInstance({ name: 'samples', values: volume.bytes, numberOfComponents: 1 }));
    current.mapper.setInputData(image);
    current.mapper.setSampleDistance(Math.min(...volume.spacing) * 0.8);
    current.view.getRenderer().addVolume(current.actor);
    current.view.getRenderer().resetCamera();
    current.view.getRenderer().getActiveCamera().elevation(-30);
    current.view.resize();
    current.view.getRenderWindow().render();
  }, [volume]);

  useEffect(() => {
    const { current } = scene;
    if (!current) {
      return;
    }
    const colour = vtkColorTransferFunction.newInstance();
    colourPoints(map).forEach(([at, red, green, blue]) => colour.addRGBPoint(at, red, green, blue));
    const opacity = vtkPiecewiseFunction.newInstance();
    const from = 1 + threshold * 254;
    opacity.addPoint(0, 0);
    opacity.addPoint(from, 0);
    opacity.addPoint(Math.min(254, from + 20), 0.15);
    opacity.addPoint(255, 0.75);
    const property = current.actor.getProperty();
    property.setRGBTransferFunction(0, colour);
    property.setScalarOpacity(0, opacity);
    property.setInterpolationTypeToLinear();
    property.setShade(true);
    current.view.getRenderWindow().render();
  }, [map, threshold, volume]);

  return <div ref={outer} className={css.volume} role="img" aria-label={label} />;
}
