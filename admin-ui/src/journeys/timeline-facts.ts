import { shanghaiTime } from '../shanghai-time.js';

/** One fact of an event as the page shows it. `words` names the texts that its value has, if it has any. */
export type Fact = { name: string; value: string; words?: 'reason' | 'outcome' | 'decision' | 'means' | 'kind' | 'relation' | 'bodySite' | 'route' | 'product' };
type Dose = { plannedDoseId: string; productId: string };

const WORDS: Record<string, Fact['words']> = {
  reason: 'reason', outcome: 'outcome', decision: 'decision', means: 'means', kind: 'kind', relation: 'relation', bodySite: 'bodySite', route: 'route', productId: 'product',
};
const INSTANT = /(At|Until)$/;
const REFERENCE = /(Ids?|Version)$/; // opaque, or of no use to a reader

/** What an event says beyond its name: references left out, instants as times, the dose by its product. */
export function factsOf(data: Record<string, unknown>, doses: readonly Dose[]): Fact[] {
  return Object.entries(data).flatMap(([name, value]) => factOf(name, value, doses) ?? []);
}

function factOf(name: string, value: unknown, doses: readonly Dose[]): Fact | null {
  if (name === 'plannedDoseId') return doseOf(value, doses);
  const words = WORDS[name];
  if (words && typeof value === 'string') return { name, value, words };
  if (REFERENCE.test(name)) return null;
  if (typeof value === 'number' && INSTANT.test(name)) return { name, value: shanghaiTime(value) };
  if (typeof value === 'boolean') return { name, value: value ? 'true' : 'false' };
  return typeof value === 'string' ? { name, value } : null;
}

function doseOf(value: unknown, doses: readonly Dose[]): Fact | null {
  const dose = doses.find(({ plannedDoseId }) => plannedDoseId === value);
  return dose ? { name: 'dose', value: dose.productId, words: 'product' } : null;
}
