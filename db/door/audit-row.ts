import type { Refusal } from '../../domain/refusals.js';
import { newId } from '../new-id.js';
import type { Submission } from './submission.js';

/** What is said without a rule that refuses: somebody else was first, or there is nothing of the kind within reach. */
export type Dismissal = { code: 'try-again' | 'idempotency-key-reused' | 'not-found' } | { code: 'version-moved'; version: number };
export type AuditOutcome = { outcome: 'done' } | { outcome: 'refused'; refusal: Refusal | Dismissal };

/** Who did what to which journey, and how it ended. Only ids, codes and the typed facts of a refusal. */
export function auditRow({ actor, command, journeyId, station }: Submission, end: AuditOutcome) {
  const row = { id: newId(), actor, action: `journey.${command.type}`, objectKind: 'journey', objectId: journeyId };
  if (end.outcome === 'done') return { ...row, outcome: 'done', params: station ? { station } : {} };
  const { code, ...params } = end.refusal;
  return { ...row, outcome: 'refused', code, params };
}
