import { firstOpenGate } from '../journey/gates.js';
import type { Gate } from '../refusals.js';
import { isDone, type JourneyState } from '../journey/state.js';
import type { Station, StationKind } from './site-plan.js';

/** Where each gate is opened (architecture: stations are data). */
const STATION_OF: Record<Gate, StationKind> = {
  identified: 'registration', 'archive-confirmed': 'registration', eligible: 'registration', 'pre-check': 'precheck', consent: 'registration', settled: 'cashier', checklist: 'vaccination',
};

/** Where somebody goes next: what it is for, and which stations of the site do it, in its order; none where the site has no plan. */
export type NextStation = { kind: StationKind; codes: string[] };

/** Which stations do this; a site that has none for it does it at registration. */
export function stationFor(kind: StationKind, stations: readonly Station[]): NextStation {
  const at = (one: StationKind) => stations.filter(({ kinds }) => kinds.includes(one)).map(({ code }) => code);
  const codes = at(kind);
  return codes.length > 0 || stations.length === 0 ? { kind, codes } : { kind: 'registration', codes: at('registration') };
}

/** By the first gate of the first dose that is still to be given, else observation; null once there is nothing more to do here. */
export function nextStation(state: JourneyState, stations: readonly Station[]): NextStation | null {
  const dose = state.doses.find((one) => !isDone(one));
  const gate = dose && firstOpenGate(state, dose);
  const observed = state.observation !== null && !state.released;
  const wanted = dose ? (gate ? STATION_OF[gate] : 'vaccination') : observed ? 'observation' : null;
  return wanted && stationFor(wanted, stations);
}
