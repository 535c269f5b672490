import type { LotHoldId } from '../domain/ids.js';

/** All that the workflow is given: everything else it reads. */
export type LotRecallInput = { lotHoldId: LotHoldId };
