import type { Refusal, RefusalCode } from '../domain/refusals.js';
import type { ProblemCode } from './problem.js';

/**
 * How a fact of a refusal is told. `id` is for machines and stands in no text; `instant` leaves the API as RFC 3339; the names of lists
 * (`gate`, `stage`, ...) have texts of their own.
 */
export type ParamKind = 'id' | 'text' | 'number' | 'date' | 'instant' | 'list' | 'gate' | 'stage' | 'command' | 'fields';

type Facts<C extends RefusalCode> = Exclude<keyof Extract<Refusal, { code: C }>, 'code'>;

/** Every fact of every refusal; the type fails when one is missing or too many. */
export const REFUSAL_PARAMS: { [C in RefusalCode]: Record<Facts<C>, ParamKind> } = {
  'not-in-this-stage': { stage: 'stage', command: 'command' },
  'journey-exists': {},
  'unknown-planned-dose': { plannedDoseId: 'id' },
  'planned-dose-exists': { plannedDoseId: 'id' },
  'dose-already-settled': { plannedDoseId: 'id', state: 'id' },
  'no-dose-planned': {},
  'series-planned-twice': { series: 'text' },
  'last-dose-of-journey': {},
  'finding-too-late': { finding: 'text' },
  'slot-full': { slotId: 'id' },
  'slot-unknown': { slotId: 'id' },
  'slot-past': { slotId: 'id' },
  'slot-of-another-site': { slotId: 'id' },
  'vaccine-not-in-session': { vaccine: 'text' },
  'series-already-booked': { series: 'text' },
  'product-unknown': { productId: 'text' },
  'too-young': { series: 'text', doseNumber: 'number', rule: 'text', edition: 'text', earliestOn: 'date' },
  'too-early': { series: 'text', doseNumber: 'number', rule: 'text', edition: 'text', earliestOn: 'date' },
  'live-interval': { series: 'text', doseNumber: 'number', rule: 'text', edition: 'text', earliestOn: 'date' },
  'dose-out-of-order': { series: 'text', doseNumber: 'number', expected: 'number' },
  'dose-already-given': { series: 'text', doseNumber: 'number' },
  'dose-claimed-elsewhere': { series: 'text', doseNumber: 'number' },
  'dose-undecided': { series: 'text', doseNumber: 'number' },
  'wrong-day': { day: 'date' },
  'wrong-site': {},
  'other-person': {},
  'code-expired': { expiredAt: 'instant' },
  'code-replayed': {},
  'code-suspended': {},
  'code-invalid': {},
  'code-superseded': {},
  'issuer-away': {},
  'capture-required': {},
  'fall-back-not-open': { from: 'instant' },
  'identity-already-verified': {},
  'text-ambiguous': { readings: 'list' },
  'text-unknown': {},
  'archive-not-looked-up': {},
  'archive-moved': { oursVersion: 'id', theirsVersion: 'id' },
  'needs-supervisor': {},
  'field-undecided': { field: 'text' },
  'field-does-not-differ': { field: 'text' },
  'field-empty': { field: 'text' },
  'history-source-required': {},
  'question-unanswered': { question: 'text' },
  'questionnaire-unknown': { questionnaire: 'text' },
  contraindicated: { question: 'text' },
  'defer-date-required': {},
  'consent-text-unknown': { consentText: 'text' },
  'informing-not-done': { item: 'text' },
  'signer-not-entitled': { relation: 'text', ageInYears: 'number' },
  'fee-on-free-dose': { plannedDoseId: 'id' },
  'gate-open': { gate: 'gate', plannedDoseId: 'id' },
  'checklist-item-open': { item: 'text' },
  'checklist-item-unknown': { item: 'text' },
  'not-confirmed-by-resident': {},
  'product-mismatch': { expected: 'text' },
  'trace-code-invalid': {},
  'trace-code-over-used': { dosesPerPackage: 'number' },
  'lot-unknown': {},
  'lot-expired': { expiresOn: 'date' },
  'lot-held': {},
  'lot-recalled': {},
  'body-site-not-allowed': { allowed: 'list' },
  'route-not-allowed': { allowed: 'list' },
  'lot-differs-from-checklist': {},
  'time-in-future': {},
  'not-own-dose': {},
  'record-final': {},
  'dose-record-incomplete': { field: 'text' },
  'observation-not-over': { until: 'instant' },
  'case-not-open': {},
  'case-moved': { version: 'number' },
  'case-claimed': { until: 'instant' },
  'case-not-claimed': {},
  'case-action-not-allowed': { action: 'text', allowed: 'list' },
  'reason-required': { action: 'text' },
  'not-authorised': { needs: 'text' },
};

export const PROBLEM_PARAMS: Record<ProblemCode, Record<string, ParamKind>> = {
  'malformed-json': {},
  'idempotency-key-required': {},
  'idempotency-key-invalid': {},
  'not-authenticated': {},
  'assertion-required': {},
  'assertion-invalid': {},
  'scope-missing': { scope: 'text' },
  'not-for-this-client': {},
  'not-found': {},
  'method-not-allowed': { allowed: 'list' },
  'try-again': {},
  'version-moved': { version: 'number' },
  'identifier-taken': {},
  'identity-not-verified': {},
  'body-too-large': { limitBytes: 'number' },
  'unsupported-media-type': {},
  'invalid-request': { fields: 'fields' },
  'list-not-offered': { offered: 'list' },
  'idempotency-key-reused': {},
  'internal-error': {},
  'newer-state': {},
  unavailable: {},
};

/** The facts of a refusal as the API gives them: without the code, instants as RFC 3339. */
export function paramsOf(refusal: Refusal): Record<string, unknown> {
  const kinds: Record<string, ParamKind> = REFUSAL_PARAMS[refusal.code];
  const facts = Object.entries(refusal).filter(([name]) => name !== 'code');
  return Object.fromEntries(facts.map(([name, value]) => [name, kinds[name] === 'instant' ? new Date(Number(value)).toISOString() : value]));
}
