import { useCallback, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import type { Box } from './lookState';

export type Tool = 'move' | 'roi' | 'line';

/** Zoom, and the place in the middle as a part of the frame. */
export type View = [zoom: number, x: number, y: number];

interface Told {
  view?: View | undefined;
  tool?: Tool;
  onView?: (view: View | undefined) => void;
  onPoint?: (x: number, y: number) => void;
  onPick?: (x: number, y: number) => void;
  onDraw?: (box: Box, kind: 'roi' | 'line') => void;
}

interface Drag {
  id: number;
  start: [number, number];
  view: View;
  moved: boolean;
}

/** Zooms about a place that stays where it is; a whole frame has no view. */
export function zoomed(view: View | undefined, factor: number, x: number, y: number): View | undefined {
  const [zoom, middleX, middleY] = view ?? [1, 0.5, 0.5];
  const next = Math.min(64, Math.max(1, zoom * factor));
  if (next === 1) {
    return undefined;
  }
  const keep = 1 - zoom / next;
  return clamped([next, middleX + (x - middleX) * keep, middleY + (y - middleY) * keep]);
}

/** Moves by a part of what is seen. */
export function moved(view: View, right: number, down: number): View {
  const [zoom, x, y] = view;
  return clamped([zoom, x + right / zoom, y + down / zoom]);
}

function clamped([zoom, x, y]: View): View {
  const edge = 0.5 / zoom;
  return [zoom, Math.min(1 - edge, Math.max(edge, x)), Math.min(1 - edge, Math.max(edge, y))];
}

/** Where the frame lies in its panel, and what pointers do to it. */
export function useGestures(told: Told, [width, height]: [number, number], square: boolean) {
  const outer = useRef<HTMLDivElement>(null);
  const [panel, setPanel] = useState<[number, number]>([600, 450]);
  const drag = useRef<Drag>();
  const latest = useRef(told);
  latest.current = told;

  // Before the first paint, so that nothing is asked for at a size that is not the panel's.
  useLayoutEffect(() => {
    if (outer.current) {
      setPanel([outer.current.clientWidth, outer.current.clientHeight]);
    }
  }, []);
  useEffect(() => {
    const element = outer.current;
    if (!element) {
      return undefined;
    }
    const observer = new ResizeObserver(() => setPanel([element.clientWidth, element.clientHeight]));
    observer.observe(element);
    // React listens to wheels passively; only a listener of one's own may keep the page from scrolling.
    const wheel = (event: WheelEvent) => {
      const { onView, view } = latest.current;
      const stage = element.firstElementChild?.getBoundingClientRect();
      if (onView && stage) {
        event.preventDefault();
        onView(zoomed(view, 1.0015 ** -event.deltaY, (event.clientX - stage.left) / stage.width, (event.clientY - stage.top) / stage.height));
      }
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', wheel);
    };
  }, []);

  const fit = square ? Math.min(panel[0] / width, panel[1] / height) : 0;
  const [wide, high] = square ? [width * fit, height * fit] : panel;
  const [zoom, x, y] = told.view ?? [1, 0.5, 0.5];
  const place = { width: wide * zoom, height: high * zoom, left: panel[0] / 2 - x * wide * zoom, top: panel[1] / 2 - y * high * zoom };

  const at = useCallback(
    (event: PointerEvent | MouseEvent): [number, number] => {
      const stage = outer.current?.firstElementChild?.getBoundingClientRect();
      return stage ? [((event.clientX - stage.left) / stage.width) * width, ((event.clientY - stage.top) / stage.height) * height] : [0, 0];
    },
    [width, height],
  );
  const bounded = ([px, py]: [number, number]): [number, number] => [Math.min(width, Math.max(0, px)), Math.min(height, Math.max(0, py))];

  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button === 0) {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { id: event.pointerId, start: told.tool === 'move' || !told.tool ? [event.clientX, event.clientY] : bounded(at(event)), view: [zoom, x, y], moved: false };
      }
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      told.onPoint?.(...at(event));
      const { current } = drag;
      if (current?.id !== event.pointerId) {
        return;
      }
      const tool = told.tool ?? 'move';
      if (tool === 'move') {
        const [dx, dy] = [event.clientX - current.start[0], event.clientY - current.start[1]];
        current.moved ||= Math.hypot(dx, dy) > 4;
        if (current.moved && zoom > 1) {
          told.onView?.(clamped([zoom, current.view[1] - dx / (wide * zoom), current.view[2] - dy / (high * zoom)]));
        }
      } else {
        current.moved = true;
        told.onDraw?.([...current.start, ...bounded(at(event))], tool);
      }
    },
    onPointerUp: (event: PointerEvent<HTMLDivElement>) => {
      if (drag.current && !drag.current.moved) {
        const [px, py] = at(event);
        if (px >= 0 && py >= 0 && px < width && py < height) {
          told.onPick?.(Math.floor(px), Math.floor(py));
        }
      }
      drag.current = undefined;
    },
    onPointerLeave: () => told.onPoint?.(NaN, NaN),
    onKeyDown: (event: KeyboardEvent) => {
      const arrows: Record<string, [number, number]> = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0], ArrowUp: [0, -0.2], ArrowDown: [0, 0.2] };
      const arrow = arrows[event.key];
      if (event.key === '+' || event.key === '=' || event.key === '-') {
        told.onView?.(zoomed(told.view, event.key === '-' ? 1 / 1.5 : 1.5, x, y));
      } else if (arrow && told.view && told.onView && !event.shiftKey) {
        // Of a whole frame there is nothing to move: its arrows step.
        event.preventDefault();
        event.nativeEvent.stopImmediatePropagation();
        told.onView(moved(told.view, ...arrow));
      }
    },
    onDoubleClick: () => told.onView?.(undefined),
  };
  return { outer, panel, place, handlers };
}
