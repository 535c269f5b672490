import type { Resident as ShownResident } from '../../contracts/residents.js';
import type { Resident } from '../../db/resident-store.js';
import type { Identifier } from '../../domain/identity/identifier.js';

/** Enough to read back to the person who stands there, not enough to use elsewhere (GB/T 35273: masking). */
export function showResident({ residentId, name, birthDate, sex, phone, nationality, identifiers, guardian }: Resident): ShownResident {
  return {
    id: residentId,
    name: maskName(name),
    birthDate,
    sex,
    phone: maskPhone(phone),
    nationality,
    guardian: guardian && { name: maskName(guardian.name), relation: guardian.relation, document: maskIdentifier(guardian.document) },
    identifiers: identifiers.map(maskIdentifier),
  };
}

/** For whoever said why, and was written down for it. */
export function showInClear({ residentId, ...resident }: Resident): ShownResident {
  return { id: residentId, ...resident };
}

export function maskPhone(phone: string | null): string | null {
  return phone && `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

export function maskIdentifier({ type, number }: Identifier): Identifier {
  return { type, number: maskNumber(number) };
}

/** The first character stays; a reader of two characters or more learns no more than the family name. */
export function maskName(name: string): string {
  const [first = ''] = name;
  return `${first}${'*'.repeat(Math.max(1, [...name].length - 1))}`;
}

/** Never more than half is shown: two digits at each end of a permit's eight, four of an ID number's eighteen. */
export function maskNumber(number: string): string {
  const shown = Math.min(4, Math.floor(number.length / 4));
  return `${number.slice(0, shown)}${'*'.repeat(number.length - 2 * shown)}${number.slice(number.length - shown)}`;
}
