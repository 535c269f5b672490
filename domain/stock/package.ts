import { classifyScan } from '../health-code/classify-scan.js';
import type { TraceCode } from '../health-code/trace-code.js';
import type { LotFact, PackageFact } from '../journey/facts.js';
import type { Product } from '../policies.js';
import type { Refusal } from '../refusals.js';
import { localDateOf, toLocalDate, type Instant, type LocalDate } from '../time.js';

/** What a scanner read of a smallest package (prefixes and line ends included), or null where it is no trace code. */
export function readPackage(scanned: string, today: LocalDate): TraceCode | null {
  const classified = classifyScan(scanned, today, 'trace-code');
  return classified.outcome === 'one' && classified.reading.kind === 'trace-code' ? classified.reading.code : null;
}

const ANY_DAY = toLocalDate('2026-01-01');

/** By what the uses of a package are counted. Which day it is settles the century of its expiry and nothing of this. */
export function packageKey(scanned: string): string | null {
  return readPackage(scanned, ANY_DAY)?.traceCode ?? null;
}

/** Whose package it is: by the first 7 of 20 digits, or by GTIN. */
export function productOfPackage(code: TraceCode, products: readonly Product[]): Product | undefined {
  return products.find(({ tracePrefix, gtin }) => (code.form === 'digits' ? tracePrefix === code.productPrefix : gtin === code.gtin));
}

/** Law art. 73 and Norms 6.4.2: checked at the scan and again at the dose; usable on the expiry date, refused the day after. */
export function lotRefusal(lot: LotFact | null, today: LocalDate): Refusal | null {
  if (!lot) return { code: 'lot-unknown' };
  if (lot.status === 'recalled') return { code: 'lot-recalled' };
  if (lot.status === 'held') return { code: 'lot-held' };
  return today > lot.expiresOn ? { code: 'lot-expired', expiresOn: lot.expiresOn } : null;
}

/** What a GS1 code says of its package must be what the desk says and what is on record. `lot`: on record under `said`. */
export function packageRefusal(code: TraceCode, said: string, lot: LotFact | null, today: LocalDate): Refusal | null {
  if (code.form === 'gs1' && code.lot !== said) return { code: 'lot-differs-from-scan', scanned: code.lot };
  if (code.form === 'gs1' && lot && code.expiresOn !== lot.expiresOn) return { code: 'expiry-differs-from-scan', scanned: code.expiresOn, onRecord: lot.expiresOn };
  return lotRefusal(lot, today);
}

/** Norms 10.3.2: an opened package of several doses is discarded after so long; null while unopened, and for a package of one dose. */
export function discardTime({ openVialMinutes }: Product, openedAt: Instant | null): Instant | null {
  return openVialMinutes === undefined || openedAt === null ? null : ((openedAt + openVialMinutes * 60_000) as Instant);
}

/** Usable up to the instant itself. */
export function vialRefusal(product: Product, { openedAt }: Pick<PackageFact, 'openedAt'>, now: Instant): Refusal | null {
  const discardAt = discardTime(product, openedAt);
  return discardAt !== null && now > discardAt ? { code: 'vial-past-discard-time', discardAt } : null;
}

export type ScannedPackage = { code: TraceCode; product: Product | undefined; said: string | null; lot: LotFact | null; known: PackageFact };

/** What a desk is told of a package before it is used; `refusal` is what `verify` would say of it, as far as `said` lets it be known. */
export function packageStanding({ code, product, said, lot, known }: ScannedPackage, now: Instant): { usesLeft: number | null; discardAt: Instant | null; refusal: Refusal | null } {
  if (!product) return { usesLeft: null, discardAt: null, refusal: { code: 'product-unknown', productId: code.form === 'gs1' ? code.gtin : code.productPrefix } };
  const { dosesPerPackage } = product;
  const usesLeft = Math.max(0, dosesPerPackage - known.uses);
  const usedUp: Refusal | null = usesLeft === 0 ? { code: 'trace-code-over-used', dosesPerPackage } : null;
  const ofLot = said === null ? null : packageRefusal(code, said, lot, localDateOf(now));
  return { usesLeft, discardAt: discardTime(product, known.openedAt), refusal: ofLot ?? vialRefusal(product, known, now) ?? usedUp };
}
