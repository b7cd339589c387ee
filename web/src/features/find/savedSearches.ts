import { useSyncExternalStore } from 'react';

export interface SavedSearch {
  name: string;
  search: string;
}

const key = 'etalon.searches';
const listeners = new Set<() => void>();
let kept: SavedSearch[] | undefined;

function read(): SavedSearch[] {
  if (!kept) {
    try {
      kept = JSON.parse(localStorage.getItem(key) ?? '[]') as SavedSearch[];
    } catch {
      kept = [];
    }
  }
  return kept;
}

function write(all: SavedSearch[]): void {
  kept = all;
  localStorage.setItem(key, JSON.stringify(all));
  listeners.forEach((listener) => listener());
}

/** Searches kept in this browser; each is the query of an address. */
export function useSavedSearches() {
  const all = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
  return {
    all,
    save: (one: SavedSearch) => write([...all.filter((other) => other.name !== one.name), one]),
    remove: (name: string) => write(all.filter((other) => other.name !== name)),
  };
}
