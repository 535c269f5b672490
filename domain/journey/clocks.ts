import { levelAbove, type CaseLevel } from '../cases/supervisor-case.js';
import type { CaseId, PlannedDoseId } from '../ids.js';
import type { Instant } from '../time.js';
import { processView } from './process-view.js';
import type { JourneyState } from './state.js';

/** What runs down beside a journey: nobody comes, an identity stays provisional, the registry stays silent, a dose is not uploaded, the half hour, a record becomes final, a case moves up, or is overdue where there is nobody above. */
export const CLOCK_KINDS = ['no-show', 'identity', 'registry', 'upload', 'observation', 'record-final', 'case', 'case-at-top'] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

export type Clock = { kind: ClockKind; endsAt: Instant; plannedDoseId: PlannedDoseId | null; caseId: CaseId | null };
type OpenCase = { caseId: CaseId; dueAt: Instant; level: CaseLevel };

/** Those of the process, which are what its view asks for, and those of the open cases; the next to end first. */
export function clocksOf(state: JourneyState, cases: readonly OpenCase[]): Clock[] {
  const { noShowAt, identityDueAt, registryDueAt = null, uploads, observeUntil, recordFinalAt } = processView(state);
  return [
    ...clock('no-show', noShowAt),
    ...clock('identity', identityDueAt),
    ...clock('registry', registryDueAt),
    ...uploads.flatMap(({ plannedDoseId, dueAt }) => clock('upload', dueAt, { plannedDoseId })),
    ...clock('observation', observeUntil),
    ...clock('record-final', recordFinalAt),
    ...cases.flatMap(({ caseId, dueAt, level }) => clock(levelAbove(level) ? 'case' : 'case-at-top', dueAt, { caseId })),
  ].sort((a, b) => a.endsAt - b.endsAt);
}

function clock(kind: ClockKind, endsAt: Instant | null, of: Partial<Pick<Clock, 'plannedDoseId' | 'caseId'>> = {}): Clock[] {
  return endsAt === null ? [] : [{ kind, endsAt, plannedDoseId: null, caseId: null, ...of }];
}
