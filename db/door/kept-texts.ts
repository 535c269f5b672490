import type { EvidenceId } from '../../domain/ids.js';
import type { JourneyEvent } from '../../domain/journey/events.js';
import { findDose, type JourneyState } from '../../domain/journey/state.js';
import { addMonths, localDateOf, type Instant, type LocalDate } from '../../domain/time.js';
import type { FieldCipher } from '../field-cipher.js';
import type { Submission } from './submission.js';

/** Norms 6.3.4, Law art. 46: five years beyond the vaccine's expiry. Until its lot is known, as if it kept for five years. */
export const RETENTION_MONTHS = 120;
const BEYOND_EXPIRY_MONTHS = 60;

/** Evidence as encrypted rows; the id that the command refers to is bound into the ciphertext. */
export function evidenceRows({ evidence = [] }: Submission, state: JourneyState, now: Instant, cipher: FieldCipher) {
  return evidence.map(({ id, purpose, content, residentId }) => ({
    ...placeOf(state, now),
    id,
    purpose,
    residentId: residentId ?? state.residentId,
    content: cipher.encrypt({ table: 'evidence', column: 'content_enc', rowId: id }, JSON.stringify(content)).toString('base64'),
  }));
}

/** Throws `FieldCipherError`. */
export function openEvidence(cipher: FieldCipher, id: EvidenceId, sealed: string): unknown {
  return JSON.parse(cipher.decrypt({ table: 'evidence', column: 'content_enc', rowId: id }, Buffer.from(sealed, 'base64')));
}

/** Reasons and comments, which have no place in an event. */
export function noteRows({ notes = [] }: Submission, state: JourneyState, now: Instant, cipher: FieldCipher) {
  return notes.map(({ id, purpose = 'reason', text }) => ({
    ...placeOf(state, now),
    id,
    purpose,
    residentId: state.residentId,
    content: cipher.encrypt({ table: 'notes', column: 'content_enc', rowId: id }, text).toString('base64'),
  }));
}

function placeOf({ siteId, areaCode }: JourneyState, now: Instant) {
  return { siteId, areaCode, retentionUntil: keptUntil(now) };
}

export function keptUntil(now: Instant): LocalDate {
  return addMonths(localDateOf(now), RETENTION_MONTHS);
}

/** Consent and checklist of what was verified from a lot that lasts longer than was thought when they were kept. */
export function keptLonger(after: JourneyState, events: readonly JourneyEvent[]): { id: EvidenceId; until: LocalDate }[] {
  return events.flatMap((event) => {
    if (event.type !== 'doseVerified') return [];
    const until = addMonths(event.data.expiresOn, BEYOND_EXPIRY_MONTHS);
    const consent = findDose(after, event.data.plannedDoseId)?.consentEvidenceId;
    // Nothing of a visit was kept before its day.
    return until <= addMonths(after.day, RETENTION_MONTHS) ? [] : [event.data.evidenceId, ...(consent ? [consent] : [])].map((id) => ({ id, until }));
  });
}
