import type { Refusal } from '../../domain/refusals.js';
import { newId } from '../new-id.js';
import type { Submission } from './submission.js';

export type AuditOutcome = { outcome: 'done' } | { outcome: 'refused'; refusal: Refusal | { code: string } };

/** Who did what to which journey, and how it ended. Only ids, codes and the typed facts of a refusal. */
export function auditRow({ actor, command, journeyId, station }: Submission, end: AuditOutcome) {
  const row = { id: newId(), actor, action: `journey.${command.type}`, objectKind: 'journey', objectId: journeyId };
  if (end.outcome === 'done') return { ...row, outcome: 'done', params: station ? { station } : {} };
  const { code, ...params } = end.refusal;
  return { ...row, outcome: 'refused', code, params };
}
