import type { IRouter, RequestHandler } from 'express';
import { listDueDoses } from '../../contracts/due-doses.js';
import type { DoseRecord } from '../../db/dose-store.js';
import { toId } from '../../domain/ids.js';
import type { Resident } from '../../db/resident-store.js';
import type { DoseOnRecord, ResidentHistory } from '../../domain/journey/facts.js';
import { dueDoses } from '../../domain/schedule/due.js';
import { localDateOf } from '../../domain/time.js';
import { auditActorOf } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { findInReach } from '../reach.js';
import { serve } from '../serve.js';

/** What is due: told from the doses on record here, so it is no promise for whoever the registry has not been asked about. */
export function dueDoseRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, listDueDoses, async ({ principal, params }) => {
    const residentId = toId<'resident'>(params.id);
    const { found: resident, scope } = await findInReach(principal, (within) => ctx.residents.get(within, residentId));
    const [doses, { policies }] = await Promise.all([ctx.doses.ofResident(scope, residentId), ctx.policies.inForce()]);
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'resident.due-doses', objectKind: 'resident', objectId: residentId, outcome: 'done' });
    const asOf = localDateOf(ctx.now());
    return { asOf, data: dueDoses(historyOnRecord(resident, doses), policies, asOf) };
  });
}

/** As the schedule is asked about somebody beside the door: what others hold or have booked plays no part in when a dose is due. */
export function historyOnRecord({ birthDate, sex }: Pick<Resident, 'birthDate' | 'sex'>, doses: readonly DoseRecord[]): ResidentHistory {
  return { version: 0, birthDate, sex, doses: doses.flatMap(onRecord), reservations: [], bookedSeries: [] };
}

function onRecord({ plannedDoseId, vaccine, series, doseNumber, live, givenOn, status }: DoseRecord): DoseOnRecord[] {
  return status === 'voided' ? [] : [{ plannedDoseId, vaccine, series, doseNumber, live, givenOn, status }];
}
