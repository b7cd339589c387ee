import { useEffect, useRef, useState, type RefObject } from 'react';
import { useSearchParams } from 'react-router';

/**
 * Keeps the path of the node that H5Web shows in the address. H5Web tells nobody what it shows, but its tree says it to screen readers.
 * An address that changes from outside opens H5Web anew at that path.
 */
export function useShownPath(): { start: string; opening: number; frame: RefObject<HTMLDivElement> } {
  const [search, setSearch] = useSearchParams();
  const wanted = search.get('path') ?? '/';
  const frame = useRef<HTMLDivElement>(null);
  const shown = useRef(wanted);
  const [opened, setOpened] = useState({ start: wanted, opening: 0 });

  useEffect(() => {
    if (wanted !== shown.current) {
      shown.current = wanted;
      setOpened(({ opening }) => ({ start: wanted, opening: opening + 1 }));
    }
  }, [wanted]);

  useEffect(() => {
    const look = () => {
      const path = frame.current?.querySelector<HTMLElement>('[role="treeitem"][aria-selected="true"]')?.dataset.path;
      if (path !== undefined && path !== shown.current) {
        shown.current = path;
        setSearch({ path }, { replace: true, preventScrollReset: true });
      }
    };
    const observer = new MutationObserver(look);
    if (frame.current) {
      observer.observe(frame.current, { subtree: true, childList: true, attributeFilter: ['aria-selected'] });
    }
    return () => observer.disconnect();
  }, [setSearch]);

  return { ...opened, frame };
}
