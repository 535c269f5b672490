import type { TraceCode } from '../../health-code/trace-code.js';
import { refuse, type Refusal } from '../../refusals.js';
import { HARD_STOPS, type HardStop } from '../../stock/hard-stops.js';
import { lotRefusal, productOfPackage, readPackage } from '../../stock/package.js';
import { localDateOf, type Instant } from '../../time.js';
import type { Claim } from '../claims.js';
import { decided, type Decision, type OpenedCase } from '../decision.js';
import type { Happened } from '../events.js';
import type { JourneyFacts } from '../facts.js';
import { findDose, type JourneyState, type PlannedDose } from '../state.js';
import { openCase, planOf, productOf, type Asked } from './asked.js';
import { siteRefusal } from './place.js';

/**
 * A jab that happened is never unrecordable, whatever was left out before it and in whatever stage (hazard H8): it is kept as reported, counts as
 * given to nobody, blocks its series, and a supervisor says whether it counts. A second report of the same jab completes the first.
 */
export function reportUnverifiedDose(asked: Asked<'reportUnverifiedDose'>): Decision {
  const { state, data, facts, now } = asked;
  const known = findDose(state, data.plannedDoseId);
  const plan = known ? null : planReported(data, facts);
  if (plan && 'code' in plan) return refuse(plan);
  if (known?.given || known?.reported?.uncounted) return refuse({ code: 'dose-already-settled', plannedDoseId: data.plannedDoseId, state: known.given ? 'given' : 'uncounted' });
  if (data.givenAt > now) return refuse({ code: 'time-in-future' });
  const code = data.traceCode === null ? null : readPackage(data.traceCode, localDateOf(now));
  if (!code && data.traceCode !== null) return refuse({ code: 'trace-code-invalid' });
  const { notPlanned: _notPlanned, ...said } = data;
  const what = { ...said, traceCode: code?.traceCode ?? null };
  const observeUntil = (data.givenAt + facts.policies.clocks.observationMs) as Instant;
  const reported: Happened = { type: 'doseReportedUnverified', data: { ...what, plan, expiresOn: facts.lot?.expiresOn ?? null, observeUntil, stop: stopOf(code, (plan ?? known)?.productId, asked) } };
  if (known?.reported) return decided([reported]);
  const { event, opened } = openCase(asked as Asked<never>, 'dose-on-unverified-checklist', data.plannedDoseId);
  return decided([reported, event], { cases: [opened] });
}

/** Judged on the day of the jab: what has expired or been recalled since does not undo it. */
function stopOf(code: TraceCode | null, productId: string | undefined, { facts, data }: Asked<'reportUnverifiedDose'>): HardStop | null {
  if (code && productOfPackage(code, facts.policies.products)?.productId !== productId) return 'product-mismatch';
  const refusal = facts.lot && lotRefusal(facts.lot, localDateOf(data.givenAt));
  return refusal?.code === 'lot-expired' || refusal?.code === 'lot-recalled' || refusal?.code === 'lot-held' ? refusal.code : null;
}

function planReported({ plannedDoseId, notPlanned }: Asked<'reportUnverifiedDose'>['data'], facts: JourneyFacts) {
  if (!notPlanned) return { code: 'unknown-planned-dose' as const, plannedDoseId };
  const product = productOf(facts, notPlanned.productId);
  return product ? planOf(product, { plannedDoseId, ...notPlanned }) : { code: 'product-unknown' as const, productId: notPlanned.productId };
}

/**
 * Place, route and time only, by whoever gave it, while the registry has not been sent it and the record is not final; everything else is a
 * correction that a second person approves.
 */
export function correctOwnDose({ state, data, facts, now }: Asked<'correctOwnDose'>): Decision {
  const { plannedDoseId, by, noteId, ...corrected } = data;
  const dose = findDose(state, plannedDoseId);
  if (!dose?.given) return refuse({ code: 'unknown-planned-dose', plannedDoseId });
  if (noteId === null) return refuse({ code: 'reason-required', action: 'correctOwnDose' });
  const { given } = dose;
  if (given.by !== by) return refuse({ code: 'not-own-dose' });
  if (given.upload === 'confirmed' || given.upload === 'sent' || state.recordsFinal || now >= given.recordFinalAt) return refuse({ code: 'record-final' });
  const refusal = siteRefusal(dose, corrected, facts) ?? (data.givenAt > now ? { code: 'time-in-future' as const } : null);
  if (refusal) return refuse(refusal);
  return decided([{ type: 'doseCorrected', data: { plannedDoseId, contentVersion: given.contentVersion + 1, ...corrected, noteId } }]);
}

/** The injection is kept although its claim was lost to another journey: what happened is never refused for a clash (hazard H6). */
export function reportedInConflict(asked: Asked<'recordDose'>, dose: PlannedDose, observeUntil: Instant): { events: Happened[]; cases: OpenedCase[] } {
  const { plannedDoseId, bodySite, route, givenAt, by } = asked.data;
  const { lot = null, expiresOn = null } = dose.verified ?? {};
  const reported: Happened = { type: 'doseReportedUnverified', data: { plannedDoseId, plan: null, lot, expiresOn, traceCode: null, bodySite, route, givenAt, by, observeUntil, noteId: null, stop: null } };
  const { event, opened } = openCase(asked as Asked<never>, 'claim-conflict', plannedDoseId);
  return { events: [reported, event], cases: [opened] };
}

/** Another journey, or the registry, has this dose of the series. */
export function takenElsewhere({ plannedDoseId, series, doseNumber }: PlannedDose, { history }: JourneyFacts): boolean {
  const same = (other: { series: string; doseNumber: number; plannedDoseId: string | null }) =>
    other.series === series && other.doseNumber === doseNumber && other.plannedDoseId !== plannedDoseId;
  return history !== null && (history.reservations.some(same) || history.doses.some((given) => given.status === 'given' && same(given)));
}

/** Why a reported dose cannot count yet, or not at all: a dose on record is somebody's, and says of what package it came. */
export function countRefusal(state: JourneyState, dose: PlannedDose | undefined, facts: JourneyFacts): Refusal | null {
  if (!dose?.reported) return { code: 'case-not-open' };
  const { plannedDoseId, series, doseNumber, verified, reported } = dose;
  if (!state.identified) return { code: 'gate-open', gate: 'identified', plannedDoseId };
  if (!state.archive) return { code: 'gate-open', gate: 'archive-confirmed', plannedDoseId };
  if (takenElsewhere(dose, facts)) return { code: 'dose-claimed-elsewhere', series, doseNumber };
  if (reported.stop && !HARD_STOPS[reported.stop].countable) return { code: 'dose-not-countable', stop: reported.stop };
  if (!verified && (reported.lot === null || reported.expiresOn === null)) return { code: 'dose-record-incomplete', field: 'lot' };
  return !verified && reported.traceCode === null ? { code: 'dose-record-incomplete', field: 'traceCode' } : null;
}

/** It counts from now on: final at once, since a supervisor has looked at it; the 24 hours to the registry are those since the jab (Norms 9.2.4). */
export function counting(state: JourneyState, dose: PlannedDose, facts: JourneyFacts, now: Instant): { events: Happened[]; claims: Claim[] } {
  const { plannedDoseId, series, doseNumber, verified, reported } = dose;
  if (!reported) return { events: [], claims: [] };
  const counted: Happened = { type: 'doseCounted', data: { plannedDoseId, contentVersion: 1, uploadDueAt: (reported.givenAt + facts.policies.clocks.uploadDueMs) as Instant, recordFinalAt: now } };
  const claims: Claim[] = [{ kind: 'give-dose', residentId: state.residentId, series, doseNumber, plannedDoseId }];
  const product = productOf(facts, dose.productId);
  if (!verified && product && reported.traceCode !== null) claims.push({ kind: 'use-trace-code', traceCode: reported.traceCode, plannedDoseId, dosesPerPackage: product.dosesPerPackage });
  return { events: [counted], claims };
}
