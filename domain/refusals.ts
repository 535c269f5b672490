import type { EscortRule } from './identity/escort.js';
import type { Dependent } from './journey/state.js';
import type { Instant, LocalDate } from './time.js';

/** Gates before a dose, in the order in which they are asked (architecture: gates before a dose). */
export const GATES = ['identified', 'archive-confirmed', 'eligible', 'pre-check', 'consent', 'settled', 'checklist'] as const;
export type Gate = (typeof GATES)[number];

/**
 * Everything the system says no with: a stable code and typed facts, never prose. Texts in two languages stand in `contracts/messages`,
 * the HTTP status of each code in `REFUSAL_STATUS`.
 */
export type Refusal =
  // the journey
  | { code: 'not-in-this-stage'; stage: string; command: string }
  | { code: 'journey-exists' }
  | { code: 'unknown-planned-dose'; plannedDoseId: string }
  | { code: 'planned-dose-exists'; plannedDoseId: string }
  | { code: 'dose-already-settled'; plannedDoseId: string; state: string }
  | { code: 'no-dose-planned' }
  | { code: 'series-planned-twice'; series: string }
  | { code: 'last-dose-of-journey' }
  | { code: 'finding-too-late'; finding: string }
  // booking
  | { code: 'slot-full'; slotId: string }
  | { code: 'slot-unknown'; slotId: string }
  | { code: 'slot-past'; slotId: string }
  | { code: 'slot-of-another-site'; slotId: string }
  | { code: 'vaccine-not-in-session'; vaccine: string }
  | { code: 'series-already-booked'; series: string }
  | { code: 'product-unknown'; productId: string }
  | { code: 'site-not-switched-on'; day: LocalDate }
  // eligibility
  | { code: 'too-young'; series: string; doseNumber: number; rule: string; edition: string; earliestOn: LocalDate }
  | { code: 'too-early'; series: string; doseNumber: number; rule: string; edition: string; earliestOn: LocalDate }
  | { code: 'live-interval'; series: string; doseNumber: number; rule: string; edition: string; earliestOn: LocalDate }
  | { code: 'too-old'; series: string; doseNumber: number; rule: string; edition: string; latestOn: LocalDate }
  | { code: 'not-needed'; series: string; doseNumber: number; rule: string; edition: string }
  | { code: 'dose-out-of-order'; series: string; doseNumber: number; expected: number }
  | { code: 'dose-already-given'; series: string; doseNumber: number }
  | { code: 'dose-claimed-elsewhere'; series: string; doseNumber: number }
  | { code: 'dose-undecided'; series: string; doseNumber: number }
  // arrival and identity
  | { code: 'wrong-day'; day: LocalDate }
  | { code: 'wrong-site' }
  | { code: 'other-person' }
  | { code: 'code-expired'; expiredAt: Instant }
  | { code: 'code-replayed' }
  | { code: 'code-suspended' }
  | { code: 'code-invalid' }
  | { code: 'code-superseded' }
  | { code: 'issuer-away' }
  | { code: 'capture-required' }
  | { code: 'fall-back-not-open'; from: Instant }
  | { code: 'identity-already-verified' }
  | { code: 'text-ambiguous'; readings: string[] }
  | { code: 'text-unknown' }
  // archive
  | { code: 'archive-not-looked-up' }
  | { code: 'archive-moved'; oursVersion: number; theirsVersion: string | null }
  | { code: 'needs-supervisor' }
  | { code: 'field-undecided'; field: string }
  | { code: 'field-does-not-differ'; field: string }
  | { code: 'field-empty'; field: string }
  | { code: 'history-source-required' }
  // pre-check, consent, payment
  | { code: 'question-unanswered'; question: string }
  | { code: 'questionnaire-unknown'; questionnaire: string }
  | { code: 'contraindicated'; question: string; plannedDoseId: string }
  | { code: 'advice-required'; plannedDoseId: string }
  | { code: 'defer-date-required' }
  | { code: 'consent-text-unknown'; consentText: string }
  | { code: 'informing-not-done'; item: string }
  | { code: 'signer-not-entitled'; relation: string; ageInYears: number }
  | { code: 'escort-not-authorised'; rule: EscortRule; plannedDoseId: string; next: 'notGiven' }
  | { code: 'fee-on-free-dose'; plannedDoseId: string }
  | { code: 'already-paid'; plannedDoseId: string }
  | { code: 'price-unknown'; productId: string; day: LocalDate }
  | { code: 'amount-differs'; expectedFen: number; plannedDoseId: string }
  | { code: 'payment-method-required'; plannedDoseId: string }
  // checklist and dose
  | { code: 'gate-open'; gate: Gate; plannedDoseId: string }
  | { code: 'checklist-item-open'; item: string }
  | { code: 'checklist-item-unknown'; item: string }
  | { code: 'checklist-item-differs'; item: string }
  | { code: 'dose-amount-not-allowed'; allowed: string }
  | { code: 'not-confirmed-by-resident' }
  | { code: 'product-mismatch'; expected: string }
  | { code: 'trace-code-invalid' }
  | { code: 'trace-code-over-used'; dosesPerPackage: number }
  | { code: 'lot-differs-from-scan'; scanned: string }
  | { code: 'expiry-differs-from-scan'; scanned: LocalDate; onRecord: LocalDate }
  | { code: 'vial-past-discard-time'; discardAt: Instant }
  | { code: 'lot-unknown' }
  | { code: 'lot-expired'; expiresOn: LocalDate }
  | { code: 'lot-held' }
  | { code: 'lot-recalled' }
  | { code: 'body-site-not-allowed'; allowed: string[] }
  | { code: 'body-site-taken'; bodySite: string; rule: string }
  | { code: 'route-not-allowed'; allowed: string[] }
  | { code: 'lot-differs-from-checklist' }
  | { code: 'time-in-future' }
  | { code: 'not-own-dose' }
  | { code: 'record-final' }
  | { code: 'dose-not-countable'; stop: string }
  | { code: 'dose-record-incomplete'; field: 'lot' | 'traceCode' }
  // the process
  | { code: 'nothing-under-way' }
  | { code: 'step-not-retried' }
  | { code: 'step-paused' }
  | { code: 'step-not-paused' }
  // the notice
  | { code: 'notice-under-way' }
  | { code: 'notice-not-due' }
  | { code: 'notice-superseded' }
  | { code: 'notice-no-phone' }
  // observation
  | { code: 'observation-not-over'; until: Instant }
  // the certificate
  | { code: 'nothing-to-print' }
  // cases
  | { code: 'case-not-open' }
  | { code: 'case-moved'; version: number }
  | { code: 'case-claimed'; until: Instant }
  | { code: 'case-not-claimed' }
  | { code: 'case-action-not-allowed'; action: string; allowed: string[] }
  | { code: 'reason-required'; action: string }
  | { code: 'case-awaits-approval'; action: string }
  | { code: 'case-not-awaiting' }
  | { code: 'second-person-required'; action: string }
  | { code: 'another-person-required'; action: string }
  | { code: 'undo-not-offered' }
  | { code: 'undo-depended-on'; kind: Dependent['kind']; id: string }
  | { code: 'decision-under-way' }
  // lots
  | { code: 'lot-hold-exists'; kind: string }
  | { code: 'lot-hold-moved'; version: number }
  | { code: 'lot-hold-released' }
  | { code: 'lot-release-asked' }
  | { code: 'lot-release-not-asked' }
  // outside systems
  | { code: 'system-moved'; version: number }
  | { code: 'pause-proposed' }
  | { code: 'pause-not-proposed' }
  | { code: 'system-paused' }
  | { code: 'system-not-paused' }
  // policies
  | { code: 'policy-not-draft' }
  | { code: 'policy-moved'; version: number }
  // who may
  | { code: 'not-authorised'; needs: string };

export type RefusalCode = Refusal['code'];

/** HTTP status of each refusal: 409 the state says no, 422 the request says something that cannot be, 403 this caller may not. */
export const REFUSAL_STATUS: Record<RefusalCode, 403 | 404 | 409 | 422> = {
  'not-in-this-stage': 409,
  'journey-exists': 409,
  'unknown-planned-dose': 422,
  'planned-dose-exists': 422,
  'dose-already-settled': 409,
  'no-dose-planned': 422,
  'series-planned-twice': 422,
  'last-dose-of-journey': 409,
  'finding-too-late': 409,
  'slot-full': 409,
  'slot-unknown': 422,
  'slot-past': 409,
  'slot-of-another-site': 422,
  'vaccine-not-in-session': 422,
  'series-already-booked': 409,
  'product-unknown': 422,
  'site-not-switched-on': 409,
  'too-young': 409,
  'too-early': 409,
  'live-interval': 409,
  'too-old': 409,
  'not-needed': 409,
  'dose-out-of-order': 409,
  'dose-already-given': 409,
  'dose-claimed-elsewhere': 409,
  'dose-undecided': 409,
  'wrong-day': 409,
  'wrong-site': 409,
  'other-person': 409,
  'code-expired': 422,
  'code-replayed': 409,
  'code-suspended': 409,
  'code-invalid': 422,
  'code-superseded': 409,
  'issuer-away': 409,
  'capture-required': 422,
  'fall-back-not-open': 409,
  'identity-already-verified': 409,
  'text-ambiguous': 422,
  'text-unknown': 422,
  'archive-not-looked-up': 409,
  'archive-moved': 409,
  'needs-supervisor': 409,
  'field-undecided': 422,
  'field-does-not-differ': 422,
  'field-empty': 422,
  'history-source-required': 422,
  'question-unanswered': 422,
  'questionnaire-unknown': 422,
  contraindicated: 409,
  'advice-required': 422,
  'defer-date-required': 422,
  'consent-text-unknown': 422,
  'informing-not-done': 422,
  'signer-not-entitled': 409,
  'escort-not-authorised': 409,
  'fee-on-free-dose': 409,
  'already-paid': 409,
  'price-unknown': 409,
  'amount-differs': 409,
  'payment-method-required': 422,
  'gate-open': 409,
  'checklist-item-open': 422,
  'checklist-item-unknown': 422,
  'checklist-item-differs': 409,
  'dose-amount-not-allowed': 422,
  'not-confirmed-by-resident': 422,
  'product-mismatch': 409,
  'trace-code-invalid': 422,
  'trace-code-over-used': 409,
  'lot-differs-from-scan': 409,
  'expiry-differs-from-scan': 409,
  'vial-past-discard-time': 409,
  'lot-unknown': 409,
  'lot-expired': 409,
  'lot-held': 409,
  'lot-recalled': 409,
  'body-site-not-allowed': 422,
  'body-site-taken': 409,
  'route-not-allowed': 422,
  'lot-differs-from-checklist': 422,
  'time-in-future': 422,
  'not-own-dose': 409,
  'record-final': 409,
  'dose-not-countable': 409,
  'dose-record-incomplete': 409,
  'observation-not-over': 409,
  'nothing-to-print': 409,
  'nothing-under-way': 409,
  'step-not-retried': 409,
  'step-paused': 409,
  'step-not-paused': 409,
  'notice-under-way': 409,
  'notice-not-due': 409,
  'notice-superseded': 409,
  'notice-no-phone': 409,
  'case-not-open': 409,
  'case-moved': 409,
  'case-claimed': 409,
  'case-not-claimed': 409,
  'case-action-not-allowed': 409,
  'reason-required': 422,
  'case-awaits-approval': 409,
  'case-not-awaiting': 409,
  'second-person-required': 409,
  'another-person-required': 409,
  'undo-not-offered': 409,
  'undo-depended-on': 409,
  'decision-under-way': 409,
  'lot-hold-exists': 409,
  'lot-hold-moved': 409,
  'lot-hold-released': 409,
  'lot-release-asked': 409,
  'lot-release-not-asked': 409,
  'system-moved': 409,
  'pause-proposed': 409,
  'pause-not-proposed': 409,
  'system-paused': 409,
  'system-not-paused': 409,
  'policy-not-draft': 409,
  'policy-moved': 409,
  'not-authorised': 403,
};

export type Refused = { ok: false; refusal: Refusal };

export function refuse(refusal: Refusal): Refused {
  return { ok: false, refusal };
}
