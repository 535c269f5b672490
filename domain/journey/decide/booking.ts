import { findIneligibility } from '../../schedule/eligibility.js';
import { refuse, type Refusal } from '../../refusals.js';
import { endOfDay, localDateOf, type Instant, type LocalDate } from '../../time.js';
import type { Claim } from '../claims.js';
import { decided, type Decision } from '../decision.js';
import type { DoseRequest } from '../commands.js';
import type { DosePlan } from '../events.js';
import type { JourneyFacts, SlotFact } from '../facts.js';
import { anyInjected, stageOf } from '../stage-of.js';
import { notSwitchedOn, planOf, productOf, reliesOn, type Asked, type AskedFirst } from './asked.js';

/** S1 预约接种. The slot is taken and the series booked in the append itself, so the last place goes to exactly one. */
export function book({ data, facts, now }: AskedFirst<'book'>): Decision {
  const { residentId, siteId, areaCode, channel, slotId } = data;
  const slot = openSlot(facts, slotId, siteId, now);
  if ('code' in slot) return refuse(slot);
  const plans = plansFor(facts, data.doses, slot.day, slot.vaccines);
  if ('code' in plans) return refuse(plans);
  if (!facts.history) return refuse({ code: 'not-authorised', needs: 'resident' });
  const booked = plans.find((plan) => facts.history?.bookedSeries.includes(plan.series));
  if (booked) return refuse({ code: 'series-already-booked', series: booked.series });
  const noShowAt = noShowInstant(facts, slot);
  return decided([{ type: 'booked', data: { residentId, siteId, areaCode, channel, slotId, day: slot.day, noShowAt, doses: plans } }], {
    claims: [{ kind: 'take-slot', slotId }, ...plans.map((plan): Claim => ({ kind: 'book-series', residentId, series: plan.series }))],
    relies: reliesOn({ residentId }, facts.history),
  });
}

/** A walk-in starts at the desk: no slot, no no-show, and the registry is asked at once. */
export function walkIn({ data, facts, now }: AskedFirst<'walkIn'>): Decision {
  const { residentId, siteId, areaCode, channel } = data;
  const day = localDateOf(now);
  const off = notSwitchedOn(facts, day);
  if (off) return refuse(off);
  const plans = plansFor(facts, data.doses, day, null);
  if ('code' in plans) return refuse(plans);
  if (!facts.history) return refuse({ code: 'not-authorised', needs: 'resident' });
  return decided([{ type: 'walkedIn', data: { residentId, siteId, areaCode, channel, day, doses: plans } }], { relies: reliesOn({ residentId }, facts.history) });
}

/** Both counters move in one append: never 0 and never 2 bookings. */
export function reschedule({ state, data, facts, now }: Asked<'reschedule'>): Decision {
  const slot = openSlot(facts, data.slotId, state.siteId, now);
  if ('code' in slot) return refuse(slot);
  if (!state.slotId || state.slotId === slot.slotId) return decided([]);
  const missing = state.doses.find((dose) => !slot.vaccines.includes(dose.vaccine));
  if (missing) return refuse({ code: 'vaccine-not-in-session', vaccine: missing.vaccine });
  const refusal = facts.history && firstIneligible(facts, state.doses, slot.day);
  if (refusal) return refuse(refusal);
  const data_ = { fromSlotId: state.slotId, slotId: slot.slotId, day: slot.day, noShowAt: noShowInstant(facts, slot) };
  return decided([{ type: 'rescheduled', data: data_ }], {
    claims: [
      { kind: 'free-slot', slotId: state.slotId },
      { kind: 'take-slot', slotId: slot.slotId },
    ],
  });
}

export function cancel({ state, data }: Asked<'cancel'>): Decision {
  if (anyInjected(state)) return refuse({ code: 'not-in-this-stage', stage: stageOf(state), command: 'cancel' });
  return decided([{ type: 'cancelled', data: { noteId: data.noteId } }]);
}

function openSlot(facts: JourneyFacts, slotId: string, siteId: string, now: Instant): SlotFact | Refusal {
  const slot = facts.slots.find((fact) => fact.slotId === slotId);
  if (!slot) return { code: 'slot-unknown', slotId };
  if (slot.siteId !== siteId) return { code: 'slot-of-another-site', slotId };
  if (slot.endsAt <= now) return { code: 'slot-past', slotId };
  const off = notSwitchedOn(facts, slot.day);
  if (off) return off;
  if (slot.taken >= slot.capacity) return { code: 'slot-full', slotId };
  return slot;
}

function noShowInstant(facts: JourneyFacts, slot: SlotFact): Instant {
  const after = facts.policies.clocks.noShowAfterMs;
  return after === null ? endOfDay(slot.day) : ((slot.endsAt + after) as Instant);
}

/** The requested doses as plans, each known, offered and not known to be ineligible on that day; or the first refusal. */
export function plansFor(facts: JourneyFacts, requests: DoseRequest[], day: LocalDate, offered: string[] | null): DosePlan[] | Refusal {
  if (requests.length === 0) return { code: 'no-dose-planned' };
  const plans: DosePlan[] = [];
  for (const request of requests) {
    const product = productOf(facts, request.productId);
    if (!product) return { code: 'product-unknown', productId: request.productId };
    if (offered && !offered.includes(product.vaccine)) return { code: 'vaccine-not-in-session', vaccine: product.vaccine };
    if (plans.some((plan) => plan.plannedDoseId === request.plannedDoseId)) return { code: 'planned-dose-exists', plannedDoseId: request.plannedDoseId };
    if (plans.some((plan) => plan.series === product.series)) return { code: 'series-planned-twice', series: product.series };
    plans.push(planOf(product, request));
  }
  return (facts.history && firstIneligible(facts, plans, day)) ?? plans;
}

function firstIneligible(facts: JourneyFacts, plans: readonly DosePlan[], on: LocalDate): Refusal | null {
  const { history, policies } = facts;
  if (!history) return null;
  const ownDoseIds = plans.map((plan) => plan.plannedDoseId);
  for (const plan of plans) {
    // Before the registry has been asked, a missing earlier dose proves nothing.
    const refusal = findIneligibility({ plan, ownDoseIds, history: { ...history, reservations: [] }, historyKnown: false, schedule: policies.schedule, on });
    if (refusal) return refusal;
  }
  return null;
}
