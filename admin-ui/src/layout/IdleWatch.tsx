import { useEffect } from 'react';
import { useLogout } from 'react-admin';

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
const LOOK_MS = 5_000;

/** A page that nobody touches ends the session by itself: what it asks in the background would keep it alive (S13). The other tabs of the browser count. Nothing is drawn. */
export function IdleWatch({ seconds }: { seconds: number }) {
  const logout = useLogout();
  useEffect(() => {
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
      if (Date.now() - touchedAt >= seconds * 1_000) void logout({ idle: true });
    }, LOOK_MS);
    return () => {
      clearInterval(look);
      otherTabs.close();
      for (const sign of SIGNS) removeEventListener(sign, touched);
    };
  }, [logout, seconds]);
  return null;
}
