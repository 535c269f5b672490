import type { IRouter, RequestHandler } from 'express';
import { getDoseChecklist, type DoseChecklist } from '../../contracts/dose-checklist.js';
import type { TimelineEntry } from '../../db/journey-store.js';
import { toId, type PlannedDoseId } from '../../domain/ids.js';
import type { ProvenPackage } from '../../domain/journey/decision.js';
import type { JourneyEvent } from '../../domain/journey/events.js';
import { toInstant } from '../../domain/time.js';
import { auditActorOf } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { serve } from '../serve.js';
import { findJourney } from './journeys.js';
import { rfc3339 } from './journey-view.js';

/** As `verify` keeps it; what an earlier release did not keep is absent. */
type Kept = Pick<DoseChecklist, 'items'> & {
  residentConfirmation: DoseChecklist['resident'];
  vaccinatorConfirmed: boolean;
  confirmedAt: number;
  confirmedBy?: string | null;
  station?: string | null;
  scan?: string;
  proven?: ProvenPackage;
};

/** 三查七对一验证 of one dose, for whoever has to say afterwards what was checked. */
export function doseChecklistRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, getDoseChecklist, async ({ principal, params }) => {
    const { scope, found } = await findJourney(ctx, principal, toId(params.id));
    const { journeyId } = found.state;
    const verified = lastChecklist(await ctx.journeys.timeline(scope, journeyId), toId(params.plannedDoseId));
    const kept = verified && ((await ctx.evidence.read(scope, verified.data.evidenceId)) as Kept | null);
    if (!verified || !kept) throw problemOf('not-found');
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'checklist.read', objectKind: 'journey', objectId: journeyId, outcome: 'done' });
    return { journeyId, plannedDoseId: verified.data.plannedDoseId, at: rfc3339(verified.at), actor: verified.actor, ...shown(kept) };
  });
}

function lastChecklist(log: TimelineEntry[], plannedDoseId: PlannedDoseId): JourneyEvent<'doseVerified'> | undefined {
  return log.filter((entry): entry is TimelineEntry & JourneyEvent<'doseVerified'> => entry.type === 'doseVerified' && entry.data.plannedDoseId === plannedDoseId).at(-1);
}

function shown({ items, residentConfirmation, vaccinatorConfirmed, confirmedAt, confirmedBy = null, station = null, scan = null, proven = null }: Omit<Kept, 'scan' | 'proven'> & { scan?: string | null; proven?: ProvenPackage | null }) {
  const at = rfc3339(toInstant(confirmedAt));
  return {
    scan,
    package: proven,
    items,
    vaccinator: vaccinatorConfirmed ? { staffId: confirmedBy, station, at } : null,
    resident: residentConfirmation && { at, ...residentConfirmation },
  };
}
