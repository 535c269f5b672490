const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
const LOOK_MS = 5_000;

/** A page that nobody touches ends the session by itself: what it asks in the background would keep it alive (S13). The other tabs of the browser count. Gives what ends the watch. */
export function watchIdle(seconds: number, onIdle: () => void): () => void {
  const otherTabs = new BroadcastChannel('touched');
  let touchedAt = Date.now();
  let toldAt = 0;
  const heard = () => void (touchedAt = Date.now());
  const touched = () => {
    heard();
    if (touchedAt - toldAt < LOOK_MS) return;
    toldAt = touchedAt;
    otherTabs.postMessage(null);
  };
  otherTabs.addEventListener('message', heard);
  for (const sign of SIGNS) addEventListener(sign, touched, { passive: true });
  const look = setInterval(() => {
    if (Date.now() - touchedAt >= seconds * 1_000) onIdle();
  }, LOOK_MS);
  return () => {
    clearInterval(look);
    otherTabs.close();
    for (const sign of SIGNS) removeEventListener(sign, touched);
  };
}
