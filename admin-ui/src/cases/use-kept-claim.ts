import { useEffect } from 'react';
import type { Case } from './rows.js';

const SOONEST_MS = 30_000; // a clock that is wrong here must not make a storm of requests

/** Renews half way to its end, as long as the page is open, the claim that one has. */
export function useKeptClaim(claim: Case['claim'], staffId: string, renew: () => void): void {
  const until = claim?.by === staffId ? claim.until : null;
  useEffect(() => {
    if (until === null) return undefined;
    const timer = setTimeout(renew, Math.max(SOONEST_MS, (Date.parse(until) - Date.now()) / 2));
    return () => clearTimeout(timer);
  }, [until]); // `renew` is another function each time; what it does is not
}
