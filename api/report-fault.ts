import type { Door } from '../db/door.js';
import type { Statements } from '../db/pool.js';
import type { JourneyId } from '../domain/ids.js';
import { SUPERVISOR_CASE, VACCINATION_JOURNEY } from '../workflows/workflow-ids.js';
import { openSoftwareFault } from './open-software-fault.js';
import type { ProcessName } from '../workflows/processes.js';

/** A workflow that does not go on, and what it does not do. */
export type Fault = { process: ProcessName; id: string; step: string };

export type ReportFault = (fault: Fault) => Promise<void>;

/** Where people see that a workflow does not go on, by its kind: each fault once. */
export function createFaultReport({ door, pool }: { door: Door; pool: Pick<Statements, 'call'> }): ReportFault {
  const report: Record<ProcessName, (id: string, step: string) => Promise<void>> = {
    [VACCINATION_JOURNEY]: (journeyId, step) => openSoftwareFault(door, journeyId as JourneyId, step),
    [SUPERVISOR_CASE]: async (caseId, step) => {
      const journeyId = await pool.call<JourneyId | null>('journey_of_case_v1', caseId);
      if (journeyId) await openSoftwareFault(door, journeyId, `case-${step}`);
    },
  };
  return ({ process, id, step }) => report[process](id, step);
}
