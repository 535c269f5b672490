import type { ChecklistEntry, ResidentConfirmation } from '../journey/commands.js';
import type { ChecklistItem } from '../policies.js';
import type { Refusal } from '../refusals.js';

export type FilledChecklist = { items: ChecklistEntry[]; vaccinatorConfirmed: boolean; residentConfirmation: ResidentConfirmation | null };

/**
 * Norms ch. 5 section 6: every item on its own, vaccinator and recipient both confirm. There is no "confirm all" and no default:
 * what is not in the list is open.
 */
export function checklistRefusal(filled: FilledChecklist, items: readonly ChecklistItem[]): Refusal | null {
  const unknown = filled.items.find((entry) => !items.some((item) => item.id === entry.item));
  if (unknown) return { code: 'checklist-item-unknown', item: unknown.item };
  const open = items.find((item) => item.by === 'staff' && !filled.items.some((entry) => entry.item === item.id && (item.mayScan || entry.source === 'manual')));
  if (open) return { code: 'checklist-item-open', item: open.id };
  if (!filled.vaccinatorConfirmed) return { code: 'checklist-item-open', item: 'vaccinator-confirmation' };
  return filled.residentConfirmation ? null : { code: 'not-confirmed-by-resident' };
}
