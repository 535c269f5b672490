import { setTimeout as wait } from 'node:timers/promises';
import type { Case } from '../../contracts/cases.js';
import type { Journey } from '../../contracts/journeys.js';
import type { CaseAction, CaseKind } from '../../domain/cases/kinds.js';
import type { Policies } from '../../domain/policies.js';
import { localDateOf, toInstant } from '../../domain/time.js';
import { generateResidents } from '../../simulators/residents/generate.js';
import type { GeneratedResident, HeldArchive } from '../../simulators/residents/resident.js';
import { seedRegistry } from '../../simulators/residents/seed-registry.js';
import { UNREMARKABLE } from '../../simulators/residents/shares.js';
import type { FaultInput } from '../../simulators/kit/faults.js';
import type { RunningClinic } from '../running-clinic.js';
import { createApiClient, expectOk, type ApiClient } from './api-client.js';
import { attest, channelFor, providerOf, register, relationOf, stockOf } from './day.js';
import { decideCase } from './decide-case.js';
import { createDesk, type Desk, type DoseWish } from './desk.js';
import { tokenSourceOf } from './token-source.js';
import { faultsOf, setFault, type System } from './troubles.js';

export type Scene = { running: RunningClinic; policies: Policies; site: ApiClient; operator: ApiClient; desk: Desk; adults: GeneratedResident[]; children: GeneratedResident[] };

/** One visit of a scene: who it is, and the journey. */
export type Visit = { resident: GeneratedResident; residentId: string; journeyId: string };

export const ADULT: DoseWish[] = [{ productId: 'covid-i', doseNumber: 1 }];
export const CHILD: DoseWish[] = [{ productId: 'mmr', doseNumber: 1 }];

const YEAR_MS = 365 * 86_400_000;
const LOOK_EVERY_MS = 200;

/** The first site with its desk, and people whom no day has seen, as long as `seed` is new. */
export function openScene(running: RunningClinic, policies: Policies, seed: number): Scene {
  const today = localDateOf(toInstant(Date.now()));
  const people = generateResidents({ seed, count: 120, today, people: UNREMARKABLE.people, archives: { none: 1 } });
  const years = ({ birthDate }: GeneratedResident) => (Date.parse(today) - Date.parse(birthDate)) / YEAR_MS;
  const [first] = running.clinic.sites;
  if (!first) throw new Error('a clinic without a site');
  const site = createApiClient({ baseUrl: running.urls.api, getToken: tokenSourceOf(first.client, providerOf(running)) });
  return {
    running, policies, site,
    operator: createApiClient({ baseUrl: running.urls.api, getToken: tokenSourceOf(running.clinic.operator, providerOf(running)) }),
    desk: createDesk(site, first.siteId, policies, stockOf({ clinic: running.clinic, policies }, 9)),
    adults: people.filter((one) => years(one) >= 18),
    children: people.filter((one) => years(one) >= 2 && years(one) < 6),
  };
}

/** The same desk, whose packages are of this lot, whatever the product. */
export function withLot({ running, policies, site, desk }: Scene, lot: string): Desk {
  const stock = stockOf({ clinic: running.clinic, policies }, 8);
  return createDesk(site, desk.siteId, policies, (productId) => ({ ...stock(productId), lot }));
}

/** Somebody new of that age, changed as wanted; the registry holds these archives of them. */
export async function somebody(scene: Scene, age: 'adult' | 'child', { change = {}, held }: { change?: Partial<GeneratedResident>; held?: Partial<HeldArchive>[] } = {}): Promise<GeneratedResident> {
  const drawn = (age === 'adult' ? scene.adults : scene.children).shift();
  if (!drawn) throw new Error(`no ${age} is left`);
  const resident = { ...drawn, ...change };
  const { name, birthDate, sex, phone, nationality, guardian, address, identifiers, areaCode } = resident;
  const agreeing = { name, birthDate, sex, phone, nationality, guardian, address, identifier: identifiers[0] ?? null };
  const archives = (held ?? []).map((other) => ({ archiveNo: `${areaCode}${birthDate.slice(0, 4)}${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`, ...agreeing, ...other }));
  await seedRegistry(scene.running.urls.registryGuangdong, [{ ...resident, archives }]);
  return { ...resident, archives };
}

export async function walkIn({ site, desk }: Scene, resident: GeneratedResident, doses: DoseWish[]): Promise<Visit> {
  const residentId = await register(site, desk.siteId, resident);
  await attest(site, residentId, resident);
  const { journeyId } = await desk.walkIn(residentId, doses);
  return { resident, residentId, journeyId };
}

/** By the document in hand. */
export async function identify({ desk }: Scene, { journeyId, resident: { identifiers, name } }: Visit): Promise<void> {
  const [document] = identifiers;
  if (document?.type !== 'id-card') throw new Error('no ID card');
  await desk.identifyBy(journeyId, { by: 'document-reader', document: { type: document.type, number: document.number }, name, readBackMatches: true });
}

/** Until the journey looks so. */
export async function until({ desk }: Scene, { journeyId }: Visit, look: (journey: Journey) => boolean, withinMs = 60_000): Promise<Journey> {
  for (const end = Date.now() + withinMs; ; await wait(LOOK_EVERY_MS)) {
    const journey = await desk.journey(journeyId);
    if (look(journey)) return journey;
    if (Date.now() > end) throw new Error(`journey ${journeyId} does not come so far`);
  }
}

/** With what the registry has said, or from the certificate where it is away and nobody waits for it. */
export async function confirm(scene: Scene, visit: Visit, { waits = true } = {}): Promise<void> {
  const { archive } = await until(scene, visit, (journey) => !waits || journey.archive.outcome !== null);
  await expectOk('confirmArchive', scene.desk.confirmArchive(visit.journeyId, archive));
}

/** Pre-check and consent: all that stands before the checklist. */
export async function prepare({ desk }: Scene, { journeyId, resident }: Visit): Promise<Journey['doses']> {
  await desk.precheckGo(journeyId);
  const { doses } = await desk.journey(journeyId);
  await desk.consent(journeyId, doses.map(({ plannedDoseId }) => plannedDoseId), relationOf(resident));
  return doses;
}

export function signerOf({ resident }: Visit): 'resident' | 'guardian' {
  return relationOf(resident) === 'self' ? 'resident' : 'guardian';
}

/** From the door to before the checklist, where the registry agrees. Answers the planned doses. */
export async function come(scene: Scene, visit: Visit): Promise<Journey['doses']> {
  await identify(scene, visit);
  await confirm(scene, visit);
  return prepare(scene, visit);
}

export async function vaccinate({ desk }: Scene, visit: Visit, doses: Journey['doses'], givenAt?: number): Promise<void> {
  for (const [turn, dose] of doses.entries()) {
    await expectOk('verify', desk.verify(visit.journeyId, dose, signerOf(visit), turn));
    await expectOk('recordDose', desk.inject(visit.journeyId, dose, { turn, ...(givenAt !== undefined && { givenAt }) }));
  }
}

/** 留观 to its end, and home. */
export async function goHome(scene: Scene, visit: Visit): Promise<void> {
  const { observeUntil } = await scene.desk.journey(visit.journeyId);
  await wait(Math.max(0, Date.parse(observeUntil ?? '') - Date.now() + 500) || 0);
  await expectOk('release', scene.desk.release(visit.journeyId));
}

export async function fault({ running }: Scene, input: FaultInput, system: System = 'registryGuangdong'): Promise<void> {
  await setFault(running.urls[system], input);
}

/** A supervisor decides the open case of this kind. */
export async function decide(scene: Scene, visit: Visit, kind: CaseKind, action: CaseAction): Promise<string> {
  const { openCases } = await until(scene, visit, (journey) => journey.openCases.some((open) => open.kind === kind));
  const id = openCases.find((open) => open.kind === kind)?.caseId ?? '';
  const found = await expectOk('case', scene.operator.get<Case>(`/v1/cases/${id}`));
  await expectOk(action, decideCase(scene.operator, found, action, '已当面核对证件与接种证'));
  return id;
}

/** The fault about this person has hit as often as it was to. */
export async function untilFaultIsOver({ running }: Scene, about: string): Promise<void> {
  for (const end = Date.now() + 60_000; (await faultsOf(running.urls.registryGuangdong)).some((set) => set.about === about); await wait(LOOK_EVERY_MS)) {
    if (Date.now() > end) throw new Error('a fault is not over');
  }
}

export function appOf({ running }: Scene, { residentId }: Visit): ApiClient {
  return channelFor(residentId, running);
}
