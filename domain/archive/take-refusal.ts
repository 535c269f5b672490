import type { TakenFields } from '../journey/events.js';
import type { Refusal } from '../refusals.js';
import { ARCHIVE_FIELDS, type DifferingFields } from './compare.js';

/** Of each field that differs somebody says which side holds, after they saw the document; of no other field, and never for a side that has nothing there. */
export function takeRefusal(fields: DifferingFields, take: TakenFields): Refusal | null {
  for (const field of ARCHIVE_FIELDS) {
    const [how, side] = [fields[field], take[field]];
    if (how && !side) return { code: 'field-undecided', field };
    if (side && !how) return { code: 'field-does-not-differ', field };
    if (how === `${side}-missing`) return { code: 'field-empty', field };
  }
  return null;
}
