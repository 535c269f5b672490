import type { Refusal } from '../../refusals.js';
import type { JourneyFacts } from '../facts.js';
import { wasInjected, type JourneyState, type PlannedDose } from '../state.js';
import { productOf } from './asked.js';

/** The one route that is no injection. */
export const ORAL = 'oral';

type Place = { bodySite: string; route: string };

/** Where and how a product may be injected, by its leaflet (Norms 6.5). */
export function siteRefusal({ productId }: PlannedDose, { bodySite, route }: Place, facts: JourneyFacts): Refusal | null {
  const { bodySites = [], routes = [] } = productOf(facts, productId) ?? {};
  if (!bodySites.includes(bodySite)) return { code: 'body-site-not-allowed', allowed: bodySites };
  return routes.includes(route) ? null : { code: 'route-not-allowed', allowed: routes };
}

/** And only where this visit has not injected, and is not about to inject, another vaccine: different body sites (Norms 4.1.1). */
export function placeRefusal(state: JourneyState, dose: PlannedDose, place: Place, facts: JourneyFacts): Refusal | null {
  const refusal = siteRefusal(dose, place, facts);
  if (refusal || place.route === ORAL) return refusal;
  const others = state.doses.filter(({ plannedDoseId }) => plannedDoseId !== dose.plannedDoseId);
  return others.some((other) => siteOf(other) === place.bodySite) ? { code: 'body-site-taken', bodySite: place.bodySite, rule: '4.1.1' } : null;
}

/** Where a dose went in or is about to; null where none does. */
function siteOf(dose: PlannedDose): string | null {
  const injected = dose.given ?? dose.reported;
  if (injected) return injected.route === ORAL ? null : injected.bodySite;
  return dose.notGiven && !wasInjected(dose) ? null : (dose.verified?.bodySite ?? null);
}
