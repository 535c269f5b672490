import { liveness } from './liveness.js';

/**
 * Follows while the page is looked at: browsers open only six connections to one place, and a page in the background must not take one from
 * those in front. What was missed meanwhile is read when the stream begins. Gives what ends it.
 */
export function followWhileSeen(start: () => () => void): () => void {
  let leave: (() => void) | null = null;
  const end = () => {
    leave?.();
    leave = null;
    liveness.set(false);
  };
  const look = () => (document.visibilityState === 'visible' ? void (leave ??= start()) : end());
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    end();
  };
}
