import type { LOT_STATUSES } from '../../../contracts/lots.js';
import type { LotHoldEventType, LotHoldKind, LotHoldStatus } from '../../../domain/stock/lot-hold.js';

/** What the pages of lots say. */
export type LotMessages = {
  texts: {
    lots: Record<
      | 'any_status' | 'product_hint' | 'search' | 'empty' | 'back' | 'about' | 'never_stopped' | 'place' | 'kind' | 'since' | 'since_hint' | 'all_doses' | 'about_recall' | 'about_hold'
      | 'place_of' | 'progress' | 'followed_up_of' | 'still_open' | 'withdrawn' | 'awaits' | 'ask' | 'approve' | 'decline' | 'take_back' | 'about_ask' | 'about_approve' | 'about_decline' | 'reason_of',
      string
    >;
  };
  resources: { lots: { name: string; fields: Record<'productId' | 'lot' | 'expiresOn' | 'status', string> } };
  words: {
    lotStatus: Record<(typeof LOT_STATUSES)[number], string>;
    lotHoldKind: Record<LotHoldKind, string>;
    lotHoldStatus: Record<LotHoldStatus, string>;
    lotHoldEvent: Record<LotHoldEventType, string>;
  };
};
