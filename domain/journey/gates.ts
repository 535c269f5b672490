import { GATES, type Gate } from '../refusals.js';
import type { JourneyState, PlannedDose } from './state.js';

const IS_PASSED: Record<Gate, (state: JourneyState, dose: PlannedDose) => boolean> = {
  identified: (state) => state.identified !== null,
  'archive-confirmed': (state) => state.archive !== null,
  eligible: (_, dose) => dose.eligible === true,
  'pre-check': (_, dose) => dose.precheck === 'go',
  consent: (_, dose) => dose.consented,
  settled: (_, dose) => dose.settled,
  checklist: (_, dose) => dose.verified !== null,
};

/** The first gate that is not passed, in the order of `GATES`, or null. `before` leaves that gate and later ones out. */
export function firstOpenGate(state: JourneyState, dose: PlannedDose, before?: Gate): Gate | null {
  const asked = before ? GATES.slice(0, GATES.indexOf(before)) : GATES;
  return asked.find((gate) => !IS_PASSED[gate](state, dose)) ?? null;
}
