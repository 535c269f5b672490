import { createHash } from 'node:crypto';
import type { Person } from '../identity-authorities/contract.js';
import type { GeneratedResident } from './resident.js';

/** Below the control path's limit of 10 000 people in one request. */
const BATCH = 1000;

/**
 * Makes the residents known to the simulated identity authorities at `identityUrl`, which have a birth certificate or an ID card of each; whom
 * they know already stays as they are, so this may be repeated. Throws when a batch is refused.
 */
export async function seedAuthorities(identityUrl: string, residents: readonly GeneratedResident[]): Promise<void> {
  const people = residents.map(registeredPerson).filter(({ idNo, certNo }) => idNo !== null || certNo !== null);
  const url = `${identityUrl.replace(/\/$/, '')}/control/people`;
  for (let start = 0; start < people.length; start += BATCH) {
    const body = JSON.stringify({ people: people.slice(start, start + BATCH) });
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`the simulated identity authorities refused the people: ${response.status}`);
  }
}

/** The token that a live capture of this resident's face gives. */
export function captureOf({ identifiers, name, birthDate }: GeneratedResident): string {
  return createHash('sha256').update(JSON.stringify([identifiers, name, birthDate])).digest('hex');
}

function registeredPerson(resident: GeneratedResident): Person {
  const numberOf = (wanted: string) => resident.identifiers.find(({ type }) => type === wanted)?.number ?? null;
  return { name: resident.name, birthday: resident.birthDate.replaceAll('-', ''), idNo: numberOf('id-card'), certNo: numberOf('birth-certificate'), face: captureOf(resident) };
}
