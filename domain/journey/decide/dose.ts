import { refuse, type Refusal } from '../../refusals.js';
import { findIneligibility } from '../../schedule/eligibility.js';
import { endOfDay, localDateOf, type Instant, type LocalDate } from '../../time.js';
import { checklistRefusal } from '../../checklist/checklist.js';
import type { Claim } from '../claims.js';
import { decided, type Decision } from '../decision.js';
import { firstOpenGate } from '../gates.js';
import type { JourneyFacts, LotFact } from '../facts.js';
import { findDose, isDone, type JourneyState, type PlannedDose } from '../state.js';
import { productOf, reliesOn, type Asked } from './asked.js';
import { reportedInConflict, siteRefusal, takenElsewhere } from './unverified-dose.js';

/** 三查七对一验证 (Norms ch. 5 section 6): both sides confirm, and the dose of the series is reserved before the needle. */
export function verify({ state, data, facts, now }: Asked<'verify'>): Decision {
  const dose = openDose(state, data.plannedDoseId);
  if ('code' in dose) return refuse(dose);
  const gate = firstOpenGate(state, dose, 'checklist');
  if (gate) return refuse({ code: 'gate-open', gate, plannedDoseId: data.plannedDoseId });
  if (dose.verified) return refuse({ code: 'dose-already-settled', plannedDoseId: data.plannedDoseId, state: 'verified' });
  const product = productOf(facts, dose.productId);
  if (!product || data.productId !== dose.productId || !data.traceCode.startsWith(product.tracePrefix)) return refuse({ code: 'product-mismatch', expected: dose.productId });
  const today = localDateOf(now);
  const refusal = lotRefusal(facts.lot, today) ?? checklistRefusal(data, facts.policies.checklist) ?? claimRefusal(state, dose, facts, today);
  if (refusal) return refuse(refusal);
  if (!facts.history || !facts.lot) return refuse({ code: 'not-authorised', needs: 'resident' });
  const { residentId } = state;
  const { plannedDoseId, series, doseNumber } = dose;
  const reservedUntil = endOfDay(today);
  return decided(
    [{ type: 'doseVerified', data: { plannedDoseId, productId: dose.productId, lot: data.lot, expiresOn: facts.lot.expiresOn, evidenceId: data.evidenceId, reservedUntil } }],
    {
      claims: [
        { kind: 'reserve-dose', residentId, series, doseNumber, plannedDoseId, reservedUntil },
        { kind: 'use-trace-code', traceCode: data.traceCode, plannedDoseId, dosesPerPackage: product.dosesPerPackage },
      ],
      relies: reliesOn(state, facts.history),
    },
  );
}

/**
 * Only what was verified can be given. If the reservation was lost and the dose is taken elsewhere, the injection is kept as reported and a
 * case is opened: what happened is never refused for a clash (hazard H6, architecture: the dose claim).
 */
export function recordDose(asked: Asked<'recordDose'>): Decision {
  const { state, data, facts, now } = asked;
  const dose = openDose(state, data.plannedDoseId);
  if ('code' in dose) return refuse(dose);
  const gate = firstOpenGate(state, dose);
  if (gate) return refuse({ code: 'gate-open', gate, plannedDoseId: data.plannedDoseId });
  const refusal = injectionRefusal(dose, data, facts, now) ?? lotRefusal(facts.lot, localDateOf(now));
  if (refusal) return refuse(refusal);
  if (!facts.history) return refuse({ code: 'not-authorised', needs: 'resident' });
  const { clocks } = facts.policies;
  const { plannedDoseId, bodySite, route, givenAt, by } = data;
  const observeUntil = (now + clocks.observationMs) as Instant;
  const relies = reliesOn(state, facts.history);
  if (takenElsewhere(dose, facts)) {
    const { events, cases } = reportedInConflict(asked, dose, observeUntil);
    return decided(events, { cases, relies });
  }
  const recordFinalAt = clocks.recordFinalAfterMs === null ? endOfDay(localDateOf(now)) : ((now + clocks.recordFinalAfterMs) as Instant);
  const uploadDueAt = (givenAt + clocks.uploadDueMs) as Instant;
  const claim: Claim = { kind: 'give-dose', residentId: state.residentId, series: dose.series, doseNumber: dose.doseNumber, plannedDoseId };
  return decided([{ type: 'doseGiven', data: { plannedDoseId, contentVersion: 1, bodySite, route, givenAt, by, observeUntil, uploadDueAt, recordFinalAt } }], { claims: [claim], relies });
}

/** Refused, contraindicated, deferred, left, spilt, partial: distinct, none counts as given. What went in partly is observed all the same. */
export function notGiven({ state, data, facts, now }: Asked<'notGiven'>): Decision {
  const dose = openDose(state, data.plannedDoseId);
  if ('code' in dose) return refuse(dose);
  const observeUntil = data.reason === 'partial' ? ((now + facts.policies.clocks.observationMs) as Instant) : null;
  const { plannedDoseId, reason, noteId } = data;
  return decided([{ type: 'doseNotGiven', data: { plannedDoseId, reason, noteId, observeUntil } }], {
    claims: dose.verified && !data.packageOpened ? [{ kind: 'return-trace-code', plannedDoseId }] : [],
  });
}

function openDose(state: JourneyState, plannedDoseId: PlannedDose['plannedDoseId']): PlannedDose | Refusal {
  const dose = findDose(state, plannedDoseId);
  if (!dose) return { code: 'unknown-planned-dose', plannedDoseId };
  return isDone(dose) ? { code: 'dose-already-settled', plannedDoseId, state: 'done' } : dose;
}

/** Law art. 73 and Norms 6.4.2: checked at the scan and again at the dose; usable on the expiry date, refused the day after. */
function lotRefusal(lot: LotFact | null, today: LocalDate): Refusal | null {
  if (!lot) return { code: 'lot-unknown' };
  if (lot.status === 'recalled') return { code: 'lot-recalled' };
  if (lot.status === 'held') return { code: 'lot-held' };
  return today > lot.expiresOn ? { code: 'lot-expired', expiresOn: lot.expiresOn } : null;
}

/** What another journey has given, or is about to give, forbids this dose before the needle. */
function claimRefusal(state: JourneyState, dose: PlannedDose, facts: JourneyFacts, today: LocalDate): Refusal | null {
  const { history, policies } = facts;
  if (!history) return null;
  if (takenElsewhere(dose, facts)) return { code: 'dose-claimed-elsewhere', series: dose.series, doseNumber: dose.doseNumber };
  const ownDoseIds = state.doses.map((own) => own.plannedDoseId);
  return findIneligibility({ plan: dose, ownDoseIds, history, historyKnown: false, schedule: policies.schedule, on: today });
}

function injectionRefusal(dose: PlannedDose, data: Asked<'recordDose'>['data'], facts: JourneyFacts, now: Instant): Refusal | null {
  if (dose.verified?.lot !== data.lot) return { code: 'lot-differs-from-checklist' };
  return siteRefusal(dose, data, facts) ?? (data.givenAt > now ? { code: 'time-in-future' } : null);
}

