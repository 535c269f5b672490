import type { TraceCode } from '../../health-code/trace-code.js';
import type { Product } from '../../policies.js';
import { refuse, type Refusal } from '../../refusals.js';
import { findIneligibility } from '../../schedule/eligibility.js';
import { endOfDay, localDateOf, type Instant, type LocalDate } from '../../time.js';
import { checkedPlace, checklistRefusal, type Proof } from '../../checklist/checklist.js';
import { lotRefusal, packageRefusal, productOfPackage, readPackage, vialRefusal } from '../../stock/package.js';
import type { Claim } from '../claims.js';
import { decided, type Decision, type ProvenPackage } from '../decision.js';
import { firstOpenGate } from '../gates.js';
import type { JourneyFacts, LotFact } from '../facts.js';
import { findDose, isDone, type JourneyState, type PlannedDose } from '../state.js';
import { productOf, reliesOn, type Asked } from './asked.js';
import { ORAL, placeRefusal } from './place.js';
import { reportedInConflict, takenElsewhere } from './unverified-dose.js';

/** 三查七对一验证 (Norms ch. 5 section 6): both sides confirm, and the dose of the series is reserved before the needle. */
export function verify({ state, data, facts, now }: Asked<'verify'>): Decision {
  const dose = openDose(state, data.plannedDoseId);
  if ('code' in dose) return refuse(dose);
  const gate = firstOpenGate(state, dose, 'checklist');
  if (gate) return refuse({ code: 'gate-open', gate, plannedDoseId: data.plannedDoseId });
  if (dose.verified) return refuse({ code: 'dose-already-settled', plannedDoseId: data.plannedDoseId, state: 'verified' });
  const today = localDateOf(now);
  const code = readPackage(data.traceCode, today);
  if (!code) return refuse({ code: 'trace-code-invalid' });
  const product = productOf(facts, dose.productId);
  const scanned = productOfPackage(code, facts.policies.products);
  if (!product || data.productId !== dose.productId || scanned?.productId !== dose.productId) return refuse({ code: 'product-mismatch', expected: dose.productId });
  const place = checkedPlace(data.items);
  const refusal = packageRefusal(code, data.lot, facts.lot, today) ?? openedTooLong(dose, facts, now) ?? checklistRefusal(data, facts.policies.checklist, proofOf(product, facts, today)) ?? placeRefusal(state, dose, place, facts) ?? claimRefusal(state, dose, facts, today);
  if (refusal) return refuse(refusal);
  if (!facts.history || !facts.lot) return refuse({ code: 'not-authorised', needs: 'resident' });
  const { residentId } = state;
  const { plannedDoseId, series, doseNumber } = dose;
  const reservedUntil = endOfDay(today);
  return decided(
    [{ type: 'doseVerified', data: { plannedDoseId, productId: dose.productId, lot: data.lot, expiresOn: facts.lot.expiresOn, bodySite: place.route === ORAL ? null : place.bodySite, evidenceId: data.evidenceId, reservedUntil } }],
    {
      claims: [
        { kind: 'reserve-dose', residentId, series, doseNumber, plannedDoseId, reservedUntil },
        { kind: 'use-trace-code', traceCode: code.traceCode, plannedDoseId, dosesPerPackage: product.dosesPerPackage },
      ],
      relies: reliesOn(state, facts.history),
      proven: { evidenceId: data.evidenceId, content: provenBy(code, product, facts.lot) },
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
  const refusal = injectionRefusal(asked, dose) ?? lotRefusal(facts.lot, localDateOf(now)) ?? openedTooLong(dose, facts, now);
  if (refusal) return refuse(refusal);
  if (!facts.history) return refuse({ code: 'not-authorised', needs: 'resident' });
  const { clocks } = facts.policies;
  const { plannedDoseId, bodySite, route, givenAt, by } = data;
  const observeUntil = (now + clocks.observationMs) as Instant;
  const relies = reliesOn(state, facts.history);
  if (takenElsewhere(dose, facts)) {
    const { events, cases } = reportedInConflict(asked, dose, observeUntil);
    return decided(events, { cases, claims: opening(dose, facts, givenAt), relies });
  }
  const recordFinalAt = clocks.recordFinalAfterMs === null ? endOfDay(localDateOf(now)) : ((now + clocks.recordFinalAfterMs) as Instant);
  const uploadDueAt = (givenAt + clocks.uploadDueMs) as Instant;
  const give: Claim = { kind: 'give-dose', residentId: state.residentId, series: dose.series, doseNumber: dose.doseNumber, plannedDoseId };
  return decided([{ type: 'doseGiven', data: { plannedDoseId, contentVersion: 1, bodySite, route, givenAt, by, observeUntil, uploadDueAt, recordFinalAt } }], { claims: [give, ...opening(dose, facts, givenAt)], relies });
}

/**
 * Refused, contraindicated, deferred, left, fainted, spilt, partial: distinct, none counts as given (hazard H9). Whoever got a part of it is
 * observed all the same. The use of the package goes back only where nothing was drawn up.
 */
export function notGiven({ state, data, facts, now }: Asked<'notGiven'>): Decision {
  const dose = openDose(state, data.plannedDoseId);
  if ('code' in dose) return refuse(dose);
  const wentIn = data.reason === 'partial' || data.injected;
  const drawn = wentIn || data.packageOpened || data.reason === 'spilt';
  const observeUntil = wentIn ? ((now + facts.policies.clocks.observationMs) as Instant) : null;
  const { plannedDoseId, reason, noteId } = data;
  return decided([{ type: 'doseNotGiven', data: { plannedDoseId, reason, noteId, observeUntil } }], {
    claims: !dose.verified ? [] : drawn ? opening(dose, facts, now) : [{ kind: 'return-trace-code', plannedDoseId }],
  });
}

function proofOf(product: Product, { history, nameAgrees }: JourneyFacts, today: LocalDate): Proof {
  return { product, birthDate: history?.birthDate ?? null, nameAgrees, today };
}

/** Kept with the ticks: what the package is by its code and by the lot on record, not by anybody's word. */
function provenBy({ traceCode }: TraceCode, { productId, name, specification }: Product, { lot, expiresOn }: LotFact): ProvenPackage {
  return { traceCode, productId, name: name.zh, specification, lot, expiresOn };
}

function openDose(state: JourneyState, plannedDoseId: PlannedDose['plannedDoseId']): PlannedDose | Refusal {
  const dose = findDose(state, plannedDoseId);
  if (!dose) return { code: 'unknown-planned-dose', plannedDoseId };
  return isDone(dose) ? { code: 'dose-already-settled', plannedDoseId, state: 'done' } : dose;
}

/**
 * Decided on the clock of the record, like the expiry of a lot: what was given in time and written down too late is reported, and a supervisor
 * counts it.
 */
function openedTooLong({ productId }: PlannedDose, facts: JourneyFacts, now: Instant): Refusal | null {
  const product = productOf(facts, productId);
  return product && facts.package ? vialRefusal(product, facts.package, now) : null;
}

/** A package of several doses stands open from its first dose on. */
function opening({ plannedDoseId, productId }: PlannedDose, facts: JourneyFacts, openedAt: Instant): Claim[] {
  return productOf(facts, productId)?.openVialMinutes === undefined ? [] : [{ kind: 'open-package', plannedDoseId, openedAt }];
}

/** What another journey has given, or is about to give, forbids this dose before the needle. */
function claimRefusal(state: JourneyState, dose: PlannedDose, facts: JourneyFacts, today: LocalDate): Refusal | null {
  const { history, policies } = facts;
  if (!history) return null;
  if (takenElsewhere(dose, facts)) return { code: 'dose-claimed-elsewhere', series: dose.series, doseNumber: dose.doseNumber };
  const ownDoseIds = state.doses.map((own) => own.plannedDoseId);
  return findIneligibility({ plan: dose, ownDoseIds, history, historyKnown: false, schedule: policies.schedule, on: today });
}

function injectionRefusal({ state, data, facts, now }: Asked<'recordDose'>, dose: PlannedDose): Refusal | null {
  if (dose.verified?.lot !== data.lot) return { code: 'lot-differs-from-checklist' };
  return placeRefusal(state, dose, data, facts) ?? (data.givenAt > now ? { code: 'time-in-future' } : null);
}

