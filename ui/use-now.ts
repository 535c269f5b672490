import { useEffect, useState } from 'react';

const EVERY_MS = 15_000; // what is told by it is told in minutes

/** The time by this machine's clock, so that what is due goes on counting while the page is open. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
