/** How much of what is being sent has arrived; undefined while nothing is. */
export interface Sending {
  count: number;
  /** From 0 to 1. */
  done: number;
}

const listeners = new Set<() => void>();
let now: Sending | undefined;

/** What is being sent, for the shell: the page that sends is not loaded with it. */
export const sending = {
  now: () => now,
  tell: (next: Sending | undefined) => {
    if (now?.count !== next?.count || now?.done !== next?.done) {
      now = next;
      listeners.forEach((listener) => listener());
    }
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
