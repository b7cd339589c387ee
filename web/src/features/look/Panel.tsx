import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { place } from '../../api/cubes';
import { Icon } from '../../ui/Icon';
import { Waiting } from '../../ui/Notice';
import { HeatmapPanel } from './HeatmapPanel';
import { ImagePanel } from './ImagePanel';
import { LinePanel } from './LinePanel';
import css from './Look.module.css';
import { PlanesPanel } from './PlanesPanel';
import { slidingAxis, stepAxis } from './stepAxis';
import type { Look, OpenPanel } from './useLook';
import { usePlayback } from './usePlayback';

const VolumePanel = lazy(async () => ({ default: (await import('./VolumePanel')).VolumePanel }));

interface PanelProps {
  panel: OpenPanel;
  index: number;
  look: Look;
  playing: boolean;
  onPlaying: (playing: boolean) => void;
}

/** One cube as it is wanted, with its slider and playback below. */
export function Panel({ panel, index, look, playing, onPlaying }: PanelProps) {
  const [busy, setBusy] = useState(false);
  const [framesPerSecond, setFramesPerSecond] = useState(10);
  const { state } = panel;
  const isActive = look.active === index;
  const slides = state.mode !== 'planes' && state.mode !== 'volume' ? slidingAxis(panel) : undefined;
  const step = (by: number) => look.change(index, { at: stepAxis(panel, by) });
  usePlayback({ playing: playing && isActive && slides !== undefined, framesPerSecond, busy, step: () => step(1) });
  const shown = { panel, onBusy: setBusy, onChange: (change: Partial<OpenPanel['state']>) => look.change(index, change) };
  const several = look.panels.length > 1;

  return (
    <section className={css.panel} aria-label={panel.title} data-active={several && isActive} onPointerDown={() => several && !isActive && look.set('active', String(index))}>
      {several && (
        <header className={css.title}>
          <button type="button" onClick={() => look.set('active', String(index))} aria-pressed={isActive}>
            {panel.title}
          </button>
          <ActionIcon variant="subtle" color="gray" aria-label={`Close ${panel.title}`} onClick={() => look.close(index)}>
            <Icon name="close" size={15} />
          </ActionIcon>
        </header>
      )}
      {state.mode === 'image' && <ImagePanel {...shown} ahead={playing} exact={look.difference && several} />}
      {state.mode === 'line' && <LinePanel {...shown} />}
      {state.mode === 'heatmap' && <HeatmapPanel {...shown} />}
      {state.mode === 'planes' && <PlanesPanel {...shown} />}
      {state.mode === 'volume' && (
        <Suspense fallback={<Waiting rows={1} height={420} />}>
          <VolumePanel {...shown} />
        </Suspense>
      )}
      {slides && (
        <div className={css.playback}>
          <ActionIcon size="lg" variant="default" aria-label={playing ? 'Pause' : 'Play'} onClick={() => onPlaying(!playing)}>
            <Icon name={playing ? 'pause' : 'play'} />
          </ActionIcon>
          <ActionIcon size="lg" variant="default" aria-label="One step back" onClick={() => step(-1)}>
            <Icon name="back" />
          </ActionIcon>
          <ActionIcon size="lg" variant="default" aria-label="One step on" onClick={() => step(1)}>
            <Icon name="next" />
          </ActionIcon>
          <input
            type="range"
            aria-label={`${slides.name}${slides.unit ? ` in ${slides.unit}` : ''}`}
            aria-valuetext={place(slides, state.at[slides.name] ?? 0)}
            min={0}
            max={slides.length - 1}
            value={state.at[slides.name] ?? 0}
            onChange={(event) => look.change(index, { at: { ...state.at, [slides.name]: event.currentTarget.valueAsNumber } })}
          />
          <output className={css.where}>
            {slides.name} {place(slides, state.at[slides.name] ?? 0)}
          </output>
          <NativeSelect
            aria-label="Frames per second"
            size="xs"
            value={String(framesPerSecond)}
            onChange={(event) => setFramesPerSecond(Number(event.currentTarget.value))}
            data={['2', '5', '10', '25'].map((value) => ({ value, label: `${value} /s` }))}
          />
        </div>
      )}
      {panel.info.axes.length === 0 && <Button disabled>One value</Button>}
    </section>
  );
}
