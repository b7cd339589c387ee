type Listener = () => void;

const listeners = new Set<Listener>();
let away = false;

function set(value: boolean): void {
  if (away !== value) {
    away = value;
    listeners.forEach((listener) => listener());
  }
}

/** Whether the server answers; the shell shows a banner while it does not. */
export const connection = {
  lost: () => set(true),
  found: () => set(false),
  isAway: () => away,
  subscribe: (listener: Listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
