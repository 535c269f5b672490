import type { Lot } from '../../../contracts/lots.js';

type Key = Pick<Lot, 'productId' | 'lot'>;

/** What a lot is called in addresses of these pages; neither part has a colon. */
export function lotId({ productId, lot }: Key): string {
  return `${productId}:${lot}`;
}

/** Where the API has it. */
export function lotPath(id: string): string {
  return `/v1/lots/${id.split(':').map(encodeURIComponent).join('/')}`;
}
