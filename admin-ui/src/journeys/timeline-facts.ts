import { ARCHIVE_FIELDS } from '../../../domain/archive/compare.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';

/** Facts whose values have texts, in the words of the same name. */
const WORDED = ['reason', 'outcome', 'decision', 'means', 'kind', 'action', 'relation', 'bodySite', 'route', 'why', 'channel', 'fee', 'method', 'rule', 'severity'] as const;

/** One fact of an event as the page shows it. `words` names the texts that its value has, if it has any. */
export type Fact = { name: string; value: string; words?: (typeof WORDED)[number] | 'product' | 'said' | 'upload' };
type Dose = { plannedDoseId: string; productId: string };

const INSTANT = /(At|Until|By)$/;
const MONEY = /Fen$/;
const REFERENCE = /(Ids?|Version)$/; // opaque, or of no use to a reader

/** What an event says beyond its name: first the dose, by its product; instants as times; references left out. A part with facts of its own is told by them. */
export function factsOf(data: Record<string, unknown>, doses: readonly Dose[]): Fact[] {
  const { plannedDoseId, ...others } = data;
  const facts = Object.entries(others).flatMap(([name, value]): [string, unknown][] => (isPart(value) ? Object.entries(value) : [[name, value]]));
  return [doseOf(plannedDoseId, doses), ...facts.map(([name, value]) => factOf(name, value))].filter((fact) => fact !== null);
}

function isPart(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function factOf(name: string, value: unknown): Fact | null {
  const words = wordsFor(name);
  if (words && typeof value === 'string') return { name, value, words };
  if (REFERENCE.test(name)) return null; // after the words: a product has one
  if (typeof value === 'number' && INSTANT.test(name)) return { name, value: shanghaiTime(value) };
  if (typeof value === 'number' && MONEY.test(name)) return { name, value: `¥${(value / 100).toFixed(2)}` };
  if (typeof value === 'boolean') return { name, value: value ? 'true' : 'false' };
  return typeof value === 'string' ? { name, value } : null;
}

/** A field of an archive tells on which side it holds, or how the sides do not say the same. */
function wordsFor(name: string): Fact['words'] {
  if (name === 'productId') return 'product';
  if (name === 'upload') return 'upload';
  return ARCHIVE_FIELDS.some((field) => field === name) ? 'said' : WORDED.find((worded) => worded === name);
}

function doseOf(value: unknown, doses: readonly Dose[]): Fact | null {
  const dose = doses.find(({ plannedDoseId }) => plannedDoseId === value);
  return dose ? { name: 'dose', value: dose.productId, words: 'product' } : null;
}
