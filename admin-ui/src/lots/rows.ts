import type { Lot as ApiLot, LotHold, LotShown as ApiLotShown } from '../../../contracts/lots.js';

export type { LotHold };
/** A lot has no id of its own in the API: see `lotId`. */
export type Lot = ApiLot & { id: string };
export type LotShown = ApiLotShown & { id: string };
