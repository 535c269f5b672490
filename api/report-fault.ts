import type { Door } from '../db/door.js';
import type { Statements } from '../db/pool.js';
import { recordIdentityFinding, type IdentityCheckStore } from '../db/identity-check-store.js';
import type { JourneyId, ResidentId, SiteId } from '../domain/ids.js';
import { toInstant } from '../domain/time.js';
import { IDENTITY_CHECK, LOT_RECALL, NOTICE_DELIVERY, SUPERVISOR_CASE, VACCINATION_JOURNEY } from '../workflows/workflow-ids.js';
import { openSoftwareFault } from './open-software-fault.js';
import type { ProcessName } from '../workflows/processes.js';

/** A workflow that does not go on, and what it does not do. */
export type Fault = { process: ProcessName; id: string; step: string };

export type ReportFault = (fault: Fault) => Promise<void>;

/** Where people see that a workflow does not go on, by its kind: each fault once. */
export function createFaultReport({ door, pool, identities }: { door: Door; pool: Pick<Statements, 'call'>; identities: Pick<IdentityCheckStore, 'change'> }): ReportFault {
  const report: Record<ProcessName, (id: string, step: string) => Promise<void>> = {
    [VACCINATION_JOURNEY]: (journeyId, step) => openSoftwareFault(door, journeyId as JourneyId, step),
    [SUPERVISOR_CASE]: async (caseId, step) => {
      const journeyId = await pool.call<JourneyId | null>('journey_of_case_v1', caseId);
      if (journeyId) await openSoftwareFault(door, journeyId, `case-${step}`);
    },
    [NOTICE_DELIVERY]: async (noticeId, step) => {
      const found = await pool.call<{ journeyId: JourneyId } | null>('read_notice_view_v1', noticeId);
      if (found) await openSoftwareFault(door, found.journeyId, `notice-${step}`);
    },
    // At one of those whom it follows up; with nobody there is nothing to do.
    [LOT_RECALL]: async (lotHoldId, step) => {
      const journeyId = await pool.call<JourneyId | null>('journey_of_lot_hold_v1', lotHoldId);
      if (journeyId) await openSoftwareFault(door, journeyId, `recall-${step}`);
    },
    // Staff see it where they look for the identity, and may verify from documents.
    [IDENTITY_CHECK]: async (id, step) => {
      const residentId = id as ResidentId;
      const found = await pool.call<{ siteId: SiteId } | null>('read_identity_view_v1', residentId);
      if (found) await recordIdentityFinding(identities, { siteId: found.siteId, residentId }, { type: 'softwareFaulted', data: { step } }, toInstant(Date.now()));
    },
  };
  return ({ process, id, step }) => report[process](id, step);
}
