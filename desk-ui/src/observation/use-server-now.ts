import { useEffect, useMemo, useState } from 'react';

const TICK_MS = 1_000;

/** The time at the service as it goes on since it said `asOf`: the clock of a desk may be wrong by minutes. */
export function useServerNow(asOf: string | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  const ahead = useMemo(() => (asOf === undefined ? 0 : Date.parse(asOf) - Date.now()), [asOf]);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now + ahead;
}
