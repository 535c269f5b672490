import type { LotHold } from './rows.js';

/** What may be done about a hold: ask to let the lot go, agree, say no, or take back what one asked. */
export type HoldVerb = 'ask' | 'approve' | 'decline' | 'take_back';

/** In the order of their buttons; `may` is what the reader may do at all, `me` who that is: nobody agrees to what they asked. */
export function verbsOf({ kind, status, asked }: Pick<LotHold, 'kind' | 'status' | 'asked'>, may: readonly string[], me: string): HoldVerb[] {
  if (status === 'released' || (kind === 'recall' && !may.includes('placeLotHold.recall'))) return [];
  if (!asked) return may.includes('askLotRelease') ? ['ask'] : [];
  if (asked.by === me) return ['take_back'];
  return [...(may.includes('approveLotRelease') ? (['approve'] as const) : []), ...(may.includes('declineLotRelease') ? (['decline'] as const) : [])];
}
