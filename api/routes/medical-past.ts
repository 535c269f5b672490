import type { IRouter, RequestHandler } from 'express';
import { getMedicalPast } from '../../contracts/medical-past.js';
import type { TimelineEntry } from '../../db/journey-store.js';
import { toId } from '../../domain/ids.js';
import type { JourneyEvent } from '../../domain/journey/events.js';
import type { Questionnaire } from '../../domain/policies.js';
import { auditActorOf } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { findInReach } from '../reach.js';
import { serve } from '../serve.js';
import { rfc3339 } from './journey-view.js';

const is = <T extends JourneyEvent['type']>(type: T) => (entry: TimelineEntry): entry is TimelineEntry & JourneyEvent<T> => entry.type === type;

/** Allergies and earlier reactions, for the screen at which somebody is asked about them. */
export function medicalPastRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, getMedicalPast, async ({ principal, params }) => {
    const residentId = toId<'resident'>(params.id);
    const { scope } = await findInReach(principal, (within) => ctx.residents.get(within, residentId));
    const [past, doses, { policies }] = await Promise.all([ctx.journeys.medicalPast(scope, residentId), ctx.doses.ofResident(scope, residentId), ctx.policies.inForce()]);
    const last = past.find(({ entry }) => entry.type === 'precheckRecorded');
    const precheck = last && is('precheckRecorded')(last.entry) ? last.entry : null;
    const kept = precheck && ((await ctx.evidence.read(scope, precheck.data.evidenceId)) as { answers: Record<string, boolean> } | null);
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'resident.medical-past', objectKind: 'resident', objectId: residentId, outcome: 'done' });
    return {
      residentId,
      reactions: past.flatMap(({ journeyId, entry }) => (is('reactionReported')(entry) ? [{
        journeyId, at: rfc3339(entry.at), severity: entry.data.severity, productId: doses.find(({ plannedDoseId }) => plannedDoseId === entry.data.plannedDoseId)?.productId ?? null,
      }] : [])),
      lastPrecheck: last && precheck ? { journeyId: last.journeyId, at: rfc3339(precheck.at), stopping: kept ? stopping(policies.questionnaires, kept.answers) : [] } : null,
    };
  });
}

function stopping(questionnaires: readonly Questionnaire[], answers: Record<string, boolean>): string[] {
  return [...new Set(questionnaires.flatMap(({ questions }) => questions).filter(({ id, stopsWhen }) => answers[id] === stopsWhen).map(({ id }) => id))];
}
