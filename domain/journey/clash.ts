import type { Refusal } from '../refusals.js';
import type { Claim } from './claims.js';

/** The refusal for a claim that somebody else holds; null where the claim cannot clash and a clash is a fault of ours. */
export function refusalOfClash(claim: Claim): Refusal | null {
  switch (claim.kind) {
    case 'take-slot': return { code: 'slot-full', slotId: claim.slotId };
    case 'book-series': return { code: 'series-already-booked', series: claim.series };
    case 'reserve-dose': return { code: 'dose-claimed-elsewhere', series: claim.series, doseNumber: claim.doseNumber };
    case 'consume-code': return claim.late ? null : { code: 'code-replayed' };
    case 'use-trace-code': return { code: 'trace-code-over-used', dosesPerPackage: claim.dosesPerPackage };
    case 'give-dose': // decided again: the dose is then stored as reported, with a case
    case 'free-slot':
    case 'release-series':
    case 'release-dose':
    case 'return-trace-code':
    case 'open-package':
      return null;
  }
}
