import type { PlannedDoseId, ResidentId, SlotId } from '../ids.js';
import type { Instant } from '../time.js';

/**
 * What an append takes from everybody: unique claims and counters, decided by the database in the same transaction as the events.
 * A clash comes back as the claim that failed; `refusalOfClash` in `clash.ts` turns it into words.
 */
export type Claim =
  | { kind: 'take-slot'; slotId: SlotId }
  | { kind: 'free-slot'; slotId: SlotId }
  | { kind: 'book-series'; residentId: ResidentId; series: string }
  | { kind: 'release-series'; residentId: ResidentId; series: string }
  | { kind: 'reserve-dose'; residentId: ResidentId; series: string; doseNumber: number; plannedDoseId: PlannedDoseId; reservedUntil: Instant }
  | { kind: 'give-dose'; residentId: ResidentId; series: string; doseNumber: number; plannedDoseId: PlannedDoseId }
  | { kind: 'release-dose'; residentId: ResidentId; series: string; doseNumber: number; plannedDoseId: PlannedDoseId }
  /** `late`: shown before, while we were away; if it was used meanwhile that is decided anew, not refused. */
  | { kind: 'consume-code'; jti: string; expiresAt: Instant; late?: true }
  | { kind: 'use-trace-code'; traceCode: string; plannedDoseId: PlannedDoseId; dosesPerPackage: number }
  /** Given back only while the package is unopened, which the database knows. */
  | { kind: 'return-trace-code'; plannedDoseId: PlannedDoseId }
  /** The package that this dose uses was opened by then; the earliest counts. */
  | { kind: 'open-package'; plannedDoseId: PlannedDoseId; openedAt: Instant };

/** What the decision read elsewhere and must not have moved when it is appended. */
export type Relied = { kind: 'resident-history'; id: ResidentId; version: number } | { kind: 'archive'; id: ResidentId; version: number };
