import type { ChecklistEntry, ResidentConfirmation } from '../journey/commands.js';
import type { ChecklistItem, Product } from '../policies.js';
import type { Refusal } from '../refusals.js';
import { ageInYears, type LocalDate } from '../time.js';

export type FilledChecklist = { items: ChecklistEntry[]; vaccinatorConfirmed: boolean; residentConfirmation: ResidentConfirmation | null };

/** What scan, code and archive say. `nameAgrees`: of a name that was read, with the one on record; null where none was. */
export type Proof = { product: Product; birthDate: LocalDate | null; nameAgrees: boolean | null; today: LocalDate };

/**
 * Norms ch. 5 section 6: every item on its own, vaccinator and recipient both confirm. There is no "confirm all" and no default: what is not in
 * the list is open. What is said to be from a scan or the archive is what they say, and the dose is the product's.
 */
export function checklistRefusal(filled: FilledChecklist, items: readonly ChecklistItem[], proof: Proof): Refusal | null {
  const ofStaff = items.filter(({ by }) => by === 'staff');
  const unknown = filled.items.find((entry) => !ofStaff.some((item) => item.id === entry.item));
  if (unknown) return { code: 'checklist-item-unknown', item: unknown.item };
  const open = ofStaff.find((item) => !filled.items.some((entry) => entry.item === item.id && (item.mayScan || entry.source === 'manual')));
  if (open) return { code: 'checklist-item-open', item: open.id };
  const differs = filled.items.find((entry) => entry.source !== 'manual' && !isProven(entry, proof));
  if (differs) return { code: 'checklist-item-differs', item: differs.item };
  const { doseText } = proof.product;
  if (!filled.items.every(({ item, value }) => item !== 'dose' || isSame(value, doseText))) return { code: 'dose-amount-not-allowed', allowed: doseText };
  if (!filled.vaccinatorConfirmed) return { code: 'checklist-item-open', item: 'vaccinator-confirmation' };
  return filled.residentConfirmation ? null : { code: 'not-confirmed-by-resident' };
}

/** 接种部位 and 接种途径 as they were checked. */
export function checkedPlace(items: readonly ChecklistEntry[]): { bodySite: string; route: string } {
  const valueOf = (id: string) => items.find(({ item }) => item === id)?.value ?? '';
  return { bodySite: valueOf('body-site'), route: valueOf('route') };
}

/** 姓名 as it was read by a device, to be compared with the one on record. */
export function readName(items: readonly ChecklistEntry[]): string | undefined {
  return items.find(({ item, source }) => item === 'name' && source !== 'manual')?.value;
}

function isProven({ item, value }: ChecklistEntry, { product, birthDate, nameAgrees, today }: Proof): boolean {
  const says = (...texts: string[]) => texts.some((text) => isSame(text, value));
  switch (item) {
    case 'product': return says(product.productId, product.name.zh, product.name.en);
    case 'specification': return says(product.specification);
    case 'name': return nameAgrees === true;
    case 'age': return birthDate !== null && says(birthDate, String(ageInYears(birthDate, today)));
    default: return true; // nothing that a scan could say: open unless staff say it themselves
  }
}

/** Full-width and variant characters, and how a unit is spaced, are no difference. */
function isSame(one: string, other: string): boolean {
  const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
  return plain(one) === plain(other);
}
