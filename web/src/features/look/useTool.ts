import { useSyncExternalStore } from 'react';
import type { Tool } from './useGestures';

let tool: Tool = 'move';
const listeners = new Set<() => void>();

/** What dragging in a frame does; the same for all panels. */
export function useTool(): [Tool, (next: Tool) => void] {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => tool,
  );
  return [
    now,
    (next) => {
      tool = next;
      listeners.forEach((listener) => listener());
    },
  ];
}
