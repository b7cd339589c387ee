import { useEffect, useRef, useState } from 'react';
import { ErrorNotice } from '../../ui/Notice';
import { colours } from './colourMaps';
import type { Frame } from './frame';
import css from './Look.module.css';
import type { PlaneRequest } from './frameSource';
import type { Box } from './lookState';
import { makePainter, type Painter } from './painter';
import { levelFor, seenOf } from './tiles';
import { useGestures, zoomed, type Tool, type View } from './useGestures';
import { useTiles } from './useTiles';

interface FrameViewProps {
  label: string;
  /** The whole plane, as fine as it is there. */
  frame: Frame | undefined;
  /** The plane whose tiles are fetched where it is zoomed in; left out where the frame is all there is. */
  tiles?: PlaneRequest;
  error?: unknown;
  loading: boolean;
  /** Samples of the cube across and down. */
  size: [width: number, height: number];
  /** Whether a sample is as wide as it is high; else the frame fills the panel. */
  square: boolean;
  window: [number, number];
  log: boolean;
  map: string;
  view?: View | undefined;
  tool?: Tool;
  boxes?: { box: Box; kind: 'roi' | 'line' }[];
  cross?: [x: number, y: number] | undefined;
  onView?: (view: View | undefined) => void;
  onPoint?: (x: number, y: number) => void;
  onPick?: (x: number, y: number) => void;
  onDraw?: (box: Box, kind: 'roi' | 'line') => void;
  /** What is on the canvas now: the frame, or what is seen of it in more detail. */
  onPaint?: (shown: Frame, settling: boolean) => void;
  /** How many samples across and down the whole frame deserves on this screen. */
  onFit?: (width: number, height: number) => void;
}

const paintedMark = 'etalon:painted';

/** More pixels of a screen per pixel of the page than two are not seen. */
const density = () => Math.min(2, globalThis.devicePixelRatio || 1);

/** Where a frame lies in its plane; its last block may reach over the end. */
function canvasPlace({ rows, columns, step, origin = [0, 0] }: Frame, [width, height]: [number, number]) {
  const part = (length: number, of: number) => `${(100 * length) / of}%`;
  return { left: part(origin[1], width), top: part(origin[0], height), width: part(columns * step[1], width), height: part(rows * step[0], height) };
}

/** Draws a frame with what lies over it; moving, zooming, pointing and drawing are told to whoever holds the state. */
export function FrameView(props: FrameViewProps) {
  const { frame, size, square, window, log, map, loading, error, label } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<Painter>();
  const [generation, setGeneration] = useState(0);
  const { outer, panel, place, handlers } = useGestures(props, size, square);
  const [zoom] = props.view ?? [1];
  const [wide, high] = [place.width * density(), place.height * density()];
  const tiled = useTiles({
    request: props.tiles,
    overview: frame,
    seen: seenOf(place, panel, size),
    level: levelFor(Math.max(size[0] / wide, size[1] / high)),
    size,
    scale: { window, log },
  });
  const shown = tiled.mosaic ?? frame;

  const { onFit, onPaint } = props;
  const { settling } = tiled;
  const [low, highest] = window;
  const fitting = (length: number, pixels: number) => Math.ceil(length / 2 ** levelFor(length / pixels));
  const [fitWide, fitHigh] = [fitting(size[0], wide / zoom), fitting(size[1], high / zoom)];
  useEffect(() => onFit?.(fitWide, fitHigh), [onFit, fitWide, fitHigh]);

  useEffect(() => {
    const element = canvas.current;
    if (!element) {
      return undefined;
    }
    const made = makePainter(element);
    painter.current = made;
    element.dataset.painter = made.kind;
    // A graphics card may take its memory back; a fresh canvas gets new memory, or paints without the card.
    const lost = (event: Event) => {
      event.preventDefault();
      setGeneration((now) => now + 1);
    };
    element.addEventListener('webglcontextlost', lost);
    return () => {
      element.removeEventListener('webglcontextlost', lost);
      made.dispose();
    };
  }, [generation]);

  useEffect(() => {
    if (shown) {
      painter.current?.paint(shown, { window: [low, highest], log, colours: colours(map) });
      onPaint?.(shown, settling);
      // For whoever measures how long it took.
      performance.clearMarks(paintedMark);
      performance.mark(paintedMark, { detail: { place: shown.place, approximate: shown.approximate ?? false, step: shown.step } });
    }
  }, [shown, low, highest, log, map, generation, settling, onPaint]);

  return (
    <div ref={outer} className={css.frame} aria-busy={loading} {...(props.onView && { tabIndex: 0, role: 'group', 'aria-label': 'Image; plus and minus zoom, arrows move what is zoomed' })} {...handlers}>
      <div className={css.stage} style={place}>
        <canvas key={generation} ref={canvas} role="img" aria-label={label} className={css.canvas} style={shown && canvasPlace(shown, size)} />
        <svg className={css.over} viewBox={`0 0 ${size[0]} ${size[1]}`} preserveAspectRatio="none" aria-hidden="true">
          {props.boxes?.map(({ box: [x0, y0, x1, y1], kind }) =>
            kind === 'roi' ? (
              <rect key={kind} x={Math.min(x0, x1)} y={Math.min(y0, y1)} width={Math.abs(x1 - x0)} height={Math.abs(y1 - y0)} />
            ) : (
              <line key={kind} x1={x0} y1={y0} x2={x1} y2={y1} />
            ),
          )}
          {props.cross && (
            <g data-cross>
              <line x1={props.cross[0] + 0.5} x2={props.cross[0] + 0.5} y1={0} y2={size[1]} />
              <line y1={props.cross[1] + 0.5} y2={props.cross[1] + 0.5} x1={0} x2={size[0]} />
            </g>
          )}
        </svg>
      </div>
      {(error ?? tiled.error) !== undefined && (
        <div className={css.error}>
          <ErrorNotice error={error ?? tiled.error} />
        </div>
      )}
      {props.onView && (
        <div className={css.zoom} onPointerDown={(event) => event.stopPropagation()}>
          {[
            { sign: '+', name: 'Zoom in', next: () => zoomed(props.view, 1.5, props.view?.[1] ?? 0.5, props.view?.[2] ?? 0.5) },
            { sign: '−', name: 'Zoom out', next: () => zoomed(props.view, 1 / 1.5, props.view?.[1] ?? 0.5, props.view?.[2] ?? 0.5) },
            { sign: '⤢', name: 'Fit', next: () => undefined },
          ].map(({ sign, name, next }) => (
            <button key={name} type="button" aria-label={name} onClick={() => props.onView?.(next())}>
              {sign}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
