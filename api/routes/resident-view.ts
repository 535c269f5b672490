import type { Resident as ShownResident } from '../../contracts/residents.js';
import type { Resident } from '../../db/resident-store.js';

/** Enough to read back to the person who stands there, not enough to use elsewhere (GB/T 35273: masking). */
export function showResident({ residentId, name, birthDate, sex, phone, identifiers }: Resident): ShownResident {
  return {
    id: residentId,
    name: maskName(name),
    birthDate,
    sex,
    phone: phone && `${phone.slice(0, 3)}****${phone.slice(-4)}`,
    identifiers: identifiers.map(({ type, number }) => ({ type, number: maskNumber(number) })),
  };
}

/** The first character stays; a reader of two characters or more learns no more than the family name. */
function maskName(name: string): string {
  const [first = ''] = name;
  return `${first}${'*'.repeat(Math.max(1, [...name].length - 1))}`;
}

function maskNumber(number: string): string {
  if (number.length < 8) return '*'.repeat(number.length);
  return `${number.slice(0, 4)}${'*'.repeat(number.length - 8)}${number.slice(-4)}`;
}
