import { useSyncExternalStore } from 'react';
import { histogram, spread, type Frame, type Histogram } from './frame';

/** The frame that each panel shows at present, for those who count it: histogram, regions, difference. */
const frames = new Map<string, Frame>();
const counted = new WeakMap<Frame, Histogram>();
const windows = new Map<string, [number, number]>();
const listeners = new Set<() => void>();

/** Tells which frame a panel shows: by the panel's name, which says its place on the page and what it shows. */
export function publish(panel: string, frame: Frame): void {
  const slot = panel.slice(0, panel.indexOf('|') + 1);
  for (const other of frames.keys()) {
    if (other.startsWith(slot)) {
      frames.delete(other);
    }
  }
  frames.set(panel, frame);
  listeners.forEach((listener) => listener());
}

export function useShownFrame({ shown }: { shown: string }): Frame | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => frames.get(shown),
  );
}

/** A frame's histogram, counted once. */
export function histogramOf(frame: Frame): Histogram {
  let found = counted.get(frame);
  if (!found) {
    found = histogram(frame.samples, 1024);
    counted.set(frame, found);
  }
  return found;
}

const emptyWindow: [number, number] = [0, 1];

/** The window that was found for these axes, if one was. */
export function knownWindow(key: string): [number, number] | undefined {
  return windows.get(key);
}

/** The window of the first frame seen along these axes, so that brightness does not flicker from frame to frame. */
export function usualWindow(key: string, frame: Frame | undefined): [number, number] {
  const kept = windows.get(key);
  if (kept || !frame) {
    return kept ?? emptyWindow;
  }
  const found = frame.window ?? spread(histogramOf(frame));
  windows.set(key, found);
  return found;
}

export function forgetWindow(key: string): void {
  windows.delete(key);
}
