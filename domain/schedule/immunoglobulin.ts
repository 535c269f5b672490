import type { LocalDate } from '../time.js';
import type { RowsInForce } from './edition.js';
import type { GivenDose } from './history.js';
import { addSpan } from './span.js';

/** From that day on immunoglobulin may be given again (2021 edition: none for 2 weeks after MMR); null: at any time. */
export function immunoglobulinFrom(doses: readonly GivenDose[], { rows }: RowsInForce): LocalDate | null {
  const from = rows.flatMap(({ vaccines, immunoglobulin }) => {
    const after = immunoglobulin?.after;
    return after ? doses.filter(({ vaccine }) => vaccines.includes(vaccine)).map(({ on }) => addSpan(on, after)) : [];
  });
  return from.sort().at(-1) ?? null;
}
