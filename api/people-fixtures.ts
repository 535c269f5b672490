import type { DynamicText, HealthCode } from '../contracts/health-codes.js';
import type { CommandAnswer } from '../contracts/journey-commands.js';
import type { NewResident, Resident } from '../contracts/residents.js';
import type { z } from 'zod';
import { TODAY, type Clinic } from '../db/database-fixtures.js';
import { checkDigitOf } from '../domain/identity/id-number.js';
import { addDays, type LocalDate } from '../domain/time.js';
import { postAs, type TestClient } from './http-fixtures.js';

/** Test material: invented people, and how far a site has come with them. */
export type Person = { name: string; identifiers: { type: string; number: string }[]; birthDate: LocalDate; sex: 'female'; phone: string; nationality?: string; guardian?: NewResident['guardian'] };

let drawn = 0;

/** Nobody alive carries such a number: county digits 99. About two years old, so that MMR, hepatitis B and A are due. */
export function newPerson({ birthDate = addDays(TODAY(), -740), ...overrides }: Partial<Person> = {}): Person {
  drawn += 1;
  const body = `440199${birthDate.replaceAll('-', '')}${String(drawn * 2).padStart(3, '0')}`;
  return {
    name: `欧阳测试${drawn}`, birthDate, sex: 'female', phone: `139${String(drawn).padStart(8, '7')}`,
    identifiers: [{ type: 'id-card', number: body + checkDigitOf(body) }], ...overrides,
  };
}

/** The mother of a newborn without a number, with a number that no other has. */
export function newMother(): NonNullable<NewResident['guardian']> {
  const { name, identifiers } = newPerson({ birthDate: addDays(TODAY(), -11_000) });
  return { name, relation: 'mother', document: { type: 'id-card', number: identifiers[0]?.number ?? '' } };
}

/** Registered, and verified by staff from the document. */
export async function register(site: TestClient, person: Partial<Person> = {}): Promise<Resident> {
  const resident = await registerUnverified(site, person);
  await attest(site, resident.id);
  return resident;
}

/** Staff have seen the document. */
export async function attest(site: TestClient, residentId: string): Promise<void> {
  await postAs(site, `/v1/residents/${residentId}/identity-check/attest`, { staffId: 'N-101', document: 'id-card', remark: '原件与本人一致' });
}

export async function registerUnverified(site: TestClient, person: Partial<Person> = {}): Promise<Resident> {
  return postAs<Resident>(site, '/v1/residents', newPerson(person));
}

export const MMR = [{ productId: 'mmr', doseNumber: 1 }];

export async function walkIn(client: TestClient, site: Clinic, { residentId, doses = MMR }: { residentId?: string; doses?: typeof MMR } = {}): Promise<CommandAnswer & { residentId: string }> {
  const who = residentId ?? (await register(client)).id;
  return { ...(await postAs<CommandAnswer>(client, '/v1/journeys', { residentId: who, siteId: site.siteId, doses })), residentId: who };
}

export type ShownCode = { healthCodeId: string; text: string; staticText: string };

/** The code that a resident's phone shows. */
export async function showCode(client: TestClient, residentId: string): Promise<ShownCode> {
  const code = await postAs<z.infer<typeof HealthCode>>(client, `/v1/residents/${residentId}/health-codes`, {});
  const { text } = await postAs<z.infer<typeof DynamicText>>(client, `/v1/health-codes/${code.id}/dynamic-text`, {});
  return { healthCodeId: code.id, text, staticText: code.staticText ?? '' };
}
