/** Whether changes are told to this page as they happen; where they are not, it asks every so often. */
let live = false;
const listeners = new Set<() => void>();

export const liveness = {
  isLive: () => live,
  set(now: boolean): void {
    if (now === live) return;
    live = now;
    listeners.forEach((listener) => listener());
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
