import type { Stock } from '../../dev/clinic/desk.js';
import type { Ground } from '../ground.js';

/** One fridge for all counters of a side: each dose is from a package that nobody has opened. */
export function createStock({ clinic, policies }: Pick<Ground, 'clinic' | 'policies'>): (productId: string) => Stock {
  let count = 0;
  return (productId) => {
    const product = policies.products.find((candidate) => candidate.productId === productId);
    const held = clinic.lots.find((candidate) => candidate.productId === productId);
    if (!product || !held) throw new Error(`no stock of ${productId}`);
    return { productId, lot: held.lot, nextTraceCode: () => `${product.tracePrefix}1${String(count++).padStart(12, '0')}` };
  };
}
