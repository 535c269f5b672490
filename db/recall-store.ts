import type { CaseId, JourneyId, LotHoldId, PlannedDoseId } from '../domain/ids.js';
import type { RecallStep } from '../domain/stock/lot-hold.js';
import type { Statements } from './pool.js';

/** What the process of a hold is asked at this version of it. */
export type RecallTodo = { version: number; step: RecallStep | null; over: boolean };

/** Who got a dose of it; the case is where they are followed up, or would be. */
export type Recipient = { plannedDoseId: PlannedDoseId; journeyId: JourneyId; caseId: CaseId };

export type RecallReader = ReturnType<typeof createRecallReader>;

/** For the process of a hold, over all sites. Null throughout: there is no such hold. */
export function createRecallReader(pool: Pick<Statements, 'call'>) {
  return {
    /** Its news is taken as read: only for the local activity by which the workflow reads. */
    readWithNews: (id: LotHoldId): Promise<RecallTodo | null> => pool.call('read_lot_hold_view_v1', id),
    todo: (id: LotHoldId): Promise<RecallTodo | null> => pool.call('lot_hold_todo_v1', id),
    /** One batch, once nobody is under way any more who may not have seen the hold. */
    list: (id: LotHoldId, batch: number): Promise<RecallTodo | null> => pool.call('list_lot_recipients_v1', id, batch),
    /** As many as there are ids; who has none yet gets one of them. */
    next: (id: LotHoldId, step: Exclude<RecallStep, 'list'>, caseIds: readonly CaseId[]): Promise<Recipient[]> => pool.call('lot_recipients_v1', id, step, JSON.stringify(caseIds)),
    pass: (id: LotHoldId, step: Exclude<RecallStep, 'list'>, doseIds: readonly PlannedDoseId[]): Promise<RecallTodo | null> => pool.call('pass_lot_recipients_v1', id, step, JSON.stringify(doseIds)),
  };
}
