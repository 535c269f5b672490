import type { ChecklistItem as ChecklistEntry } from '../../../contracts/journey-commands.js';
import type { z } from 'zod';
import type { Journey } from '../../../contracts/journeys.js';
import type { ScanAnswer } from '../../../contracts/scans.js';
import type { SiteDesk } from '../../../contracts/site-desk.js';

type Entry = z.infer<typeof ChecklistEntry>;
type Item = SiteDesk['checklist'][number];

/** A package as it was scanned: the text is kept raw, as evidence. */
export type ScannedPackage = { text: string; at: string; package: NonNullable<ScanAnswer['traceCode']> };

/** What a person said of an item, by its id, and when. */
export type Ticks = Record<string, { value: string; at: string }>;

/** What fills the list beside the vaccinator's own ticks: the package, and whose archive it is. */
export type Proof = { scanned: ScannedPackage | null; birthDate: string; staffId: string };

/**
 * 三查七对 as `verify` takes it: what scan or archive prove is theirs, everything else is what the vaccinator ticked, each on its own.
 * An item that nobody has said anything of is not in it.
 */
export function entriesOf(items: readonly Item[], ticks: Ticks, { scanned, birthDate, staffId }: Proof): Entry[] {
  return items.filter(({ by }) => by === 'staff').flatMap(({ id, mayScan }): Entry[] => {
    const proven = mayScan ? provenOf(id, scanned, birthDate) : null;
    if (proven) return [{ item: id, staffId, ...proven }];
    const tick = ticks[id];
    return tick ? [{ item: id, value: tick.value, source: 'manual', staffId, at: tick.at }] : [];
  });
}

function provenOf(id: string, scanned: ScannedPackage | null, birthDate: string): Pick<Entry, 'value' | 'source' | 'at'> | null {
  if (!scanned?.package.product) return null;
  const { at, package: { product } } = scanned;
  switch (id) {
    case 'product': return { value: product.productId, source: 'scan', at };
    case 'specification': return { value: product.specification, source: 'scan', at };
    case 'age': return { value: birthDate, source: 'archive', at };
    default: return null;
  }
}

/** What is still to be said by the vaccinator, in the order of the list. */
export function openItems(items: readonly Item[], entries: readonly Entry[]): Item[] {
  return items.filter(({ id, by }) => by === 'staff' && !entries.some(({ item }) => item === id));
}

/** Nothing more is to be done for it at this desk. */
export function isSettled({ given, notGiven, state }: Pick<Journey['doses'][number], 'given' | 'notGiven' | 'state'>): boolean {
  return given !== null || notGiven !== null || state === 'reported-unverified' || state === 'uncounted';
}
