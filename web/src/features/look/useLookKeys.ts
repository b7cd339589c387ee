import { useEffect, useRef } from 'react';
import { stepAxis } from './stepAxis';
import type { Look } from './useLook';

interface Keys {
  look: Look;
  toggleHelp: () => void;
  togglePlaying: () => void;
  compare: () => void;
  share: () => void;
  /** Goes to a part of the controls: the histogram, or the tools for regions. */
  reach: (part: 'window' | 'regions') => void;
}

/** The keys of the viewer; while somebody types or moves a slider they mean what they mean there. */
export function useLookKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { look, toggleHelp, togglePlaying, compare, share, reach } = latest.current;
      const busy = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, dialog, button, a, summary, [role="listbox"]');
      const panel = look.panels[look.active];
      if (busy || event.ctrlKey || event.metaKey || event.altKey || !panel) {
        return;
      }
      const change = (values: Parameters<Look['change']>[1]) => look.change(look.active, values);
      const step = (by: number) => change({ at: stepAxis(panel, by * (event.shiftKey ? 10 : 1)) });
      const actions: Record<string, () => void> = {
        ArrowLeft: () => step(-1),
        ArrowRight: () => step(1),
        ' ': togglePlaying,
        f: () => change({ view: undefined }),
        l: () => change({ log: !panel.state.log }),
        c: compare,
        h: () => reach('window'),
        r: () => reach('regions'),
        '.': share,
        '?': toggleHelp,
      };
      const action = actions[event.key];
      if (action) {
        event.preventDefault();
        action();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
