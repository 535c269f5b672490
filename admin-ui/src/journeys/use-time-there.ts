import { useEffect, useState } from 'react';

const EVERY_MS = 1_000;

/** The time by the service's clock, second by second: `asOf` is what it was there when the answer came, so a wrong clock here moves nothing. In ms since 1970. */
export function useTimeThere(asOf: string): number {
  const [ahead, setAhead] = useState(() => Date.parse(asOf) - Date.now());
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => setAhead(Date.parse(asOf) - Date.now()), [asOf]);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now + ahead;
}
