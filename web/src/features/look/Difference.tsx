import { useMemo } from 'react';
import { sample } from '../../ui/format';
import { difference, histogram } from './frame';
import { useShownFrame } from './frameStore';
import { FrameView } from './FrameView';
import css from './Look.module.css';
import type { OpenPanel } from './useLook';

/** The first panel less the second, place by place; colours are the same distance on both sides of 0. */
export function Difference({ one, other }: { one: OpenPanel; other: OpenPanel }) {
  const [first, second] = [useShownFrame(one), useShownFrame(other)];
  const across = one.info.axes.find((axis) => axis.name === one.state.x);
  const down = one.info.axes.find((axis) => axis.name === one.state.y);
  // Of cubes of other lengths, the same part of an axis is the same place: a volume and its smaller copy.
  const scale = (name: string, length = 1) => (other.info.axes.find((axis) => axis.name === name)?.length ?? length) / length;
  const [scaleY, scaleX] = [scale(other.state.y, down?.length), scale(other.state.x, across?.length)];
  const counted = useMemo(() => {
    const frame = first && second && difference(first, second, [scaleY, scaleX]);
    return frame && { frame, ...histogram(frame.samples) };
  }, [first, second, scaleY, scaleX]);
  if (!counted || !first || !across || !down || one.state.mode !== 'image' || other.state.mode !== 'image') {
    return <p>A difference needs two images.</p>;
  }
  const { frame, min, max, mean, std } = counted;
  const most = Math.max(Math.abs(min), Math.abs(max)) || 1;
  return (
    <section className={css.panel} aria-label="Difference">
      <header className={css.title}>
        {one.title} less {other.title}
      </header>
      <FrameView
        label={`Difference, from ${sample(-most)} to ${sample(most)}`}
        frame={frame}
        loading={false}
        size={[across.length, down.length]}
        square={(across.unit ?? '') === (down.unit ?? '')}
        window={[-most, most]}
        log={false}
        map="cold-warm"
        view={one.state.view}
      />
      <p className={css.probe} data-testid="difference">
        {min === 0 && max === 0 ? 'Nothing differs in what is shown.' : `between ${sample(min)} and ${sample(max)}, mean ${sample(mean)}, deviation ${sample(std)}`}
        {first.step[0] > 1 || first.step[1] > 1 ? `, at 1 : ${Math.max(...first.step)}` : ''}
      </p>
    </section>
  );
}
