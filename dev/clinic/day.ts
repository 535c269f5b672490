import { setTimeout as wait } from 'node:timers/promises';
import { DOCUMENT_TYPES } from '../../domain/identity/means.js';
import { localDateOf, toInstant } from '../../domain/time.js';
import type { Policies } from '../../domain/policies.js';
import type { IdentityCheck } from '../../contracts/identity-checks.js';
import type { IdentifyData } from '../../contracts/journey-commands.js';
import type { Resident } from '../../contracts/residents.js';
import type { Session } from '../../contracts/sessions.js';
import { ageInYears } from '../../domain/time.js';
import { generateResidents } from '../../simulators/residents/generate.js';
import type { GeneratedResident } from '../../simulators/residents/resident.js';
import { captureOf, seedAuthorities } from '../../simulators/residents/seed-authorities.js';
import { seedRegistry } from '../../simulators/residents/seed-registry.js';
import type { ArchiveShares, PeopleShares } from '../../simulators/residents/shares.js';
import { createApiClient, expectOk, type ApiClient, type OnLatency } from './api-client.js';
import { createDesk, type Desk, type DoseWish, type Stock } from './desk.js';
import type { PlayedVisit } from './invariants.js';
import { signResidentAssertion } from './resident-assertion.js';
import type { Clinic } from './setup.js';
import { tokenSourceOf } from './token-source.js';
import { leave, visit, type Visitor } from './visit.js';

export type DayParts = {
  clinic: Clinic;
  policies: Policies;
  urls: { api: string; login: string; audience: string; registryGuangdong: string; identityAuthorities: string };
  residents: number;
  seed: number;
  /** Residents of this seed who came on an earlier day. */
  before: number;
  /** Residents who are at a desk at the same time; who sits in the observation area holds nobody up. */
  concurrency: number;
  registryPatienceMs: number;
  onVisit: (done: number) => void;
  onLatency: OnLatency;
  /** Whom the door brings, and what the registry holds of them. */
  shares: { people: PeopleShares; archives: ArchiveShares };
  /** The desks are open, and the registry knows whom it knows: from here on anything may go wrong. */
  onOpen: () => void;
};

export type PlayedDay = { visits: PlayedVisit[]; failures: string[] };

/** One clinic day through the public API: everybody registers, books through the channel or walks in, and is carried to the door. */
export async function playDay(parts: DayParts): Promise<PlayedDay> {
  const today = localDateOf(toInstant(Date.now()));
  const residents = generateResidents({ seed: parts.seed, count: parts.before + parts.residents, today, ...parts.shares }).slice(parts.before);
  await Promise.all([seedRegistry(parts.urls.registryGuangdong, residents), seedAuthorities(parts.urls.identityAuthorities, residents)]);
  const counters = await openCounters(parts, today);
  parts.onOpen();
  const day: PlayedDay = { visits: [], failures: [] };
  const goingHome: Promise<void>[] = [];
  let next = 0;
  const queue = async (): Promise<void> => {
    for (let n = next++; n < residents.length; n = next++) {
      const resident = residents[n];
      const counter = counters[n % counters.length];
      if (!resident || !counter) return;
      const atDesks = oneVisit(resident, n, counter, parts);
      goingHome.push(goHome(atDesks, counter, day).then(() => parts.onVisit(day.visits.length + day.failures.length)));
      await Promise.allSettled([atDesks]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parts.concurrency, residents.length) }, queue));
  await Promise.all(goingHome);
  return day;
}

/** Whoever had trouble on the way is a failure of the day, with what it was. */
async function goHome(atDesks: Promise<PlayedVisit>, { desk }: Counter, day: PlayedDay): Promise<void> {
  try {
    const played = await atDesks;
    await leave(played, desk);
    day.visits.push(played);
  } catch (error) {
    day.failures.push(error instanceof Error ? error.message : String(error));
  }
}

type Counter = { api: ApiClient; desk: Desk; slotId: string };

/** A session of today at every site, with room for all, and the desk with its fridge. */
async function openCounters(parts: DayParts, day: string): Promise<Counter[]> {
  const vaccines = [...new Set(parts.policies.products.map((product) => product.vaccine))];
  return Promise.all(
    parts.clinic.sites.map(async ({ siteId, client }, n) => {
      const api = createApiClient({ baseUrl: parts.urls.api, getToken: tokenSourceOf(client, providerOf(parts)), onLatency: parts.onLatency });
      const slots = [{ startsAt: '00:00', endsAt: '23:59', capacity: 10_000 }];
      const session = await expectOk('session', api.post<Session>('/v1/sessions', { siteId, day, vaccines, slots }));
      const [slot] = session.slots;
      if (!slot) throw new Error('a session without slots');
      return { api, slotId: slot.id, desk: createDesk(api, siteId, parts.policies, stockOf(parts, n)) };
    }),
  );
}

async function oneVisit(resident: GeneratedResident, n: number, { api, desk, slotId }: Counter, parts: DayParts): Promise<PlayedVisit> {
  const residentId = await register(api, desk.siteId, resident);
  const isVerified = await verifyIdentity(api, residentId, resident);
  const wishes = wishesOf(resident, n, parts.policies);
  const visitor: Visitor = {
    residentId,
    relation: relationOf(resident),
    doses: wishes,
    refuses: wishes.length > 1 && n % 7 === 3 ? wishes.length - 1 : null,
    slotId: n % 5 < 3 ? slotId : null,
    ...(!isVerified && { shows: byDocument(resident) }),
  };
  const channel = channelFor(residentId, parts);
  return { ...(await visit(visitor, { desk, site: api, channel, registryPatienceMs: parts.registryPatienceMs })), residentId, site: api };
}

export async function register(api: ApiClient, siteId: string, { name, identifiers, birthDate, sex, phone, nationality, guardian }: GeneratedResident): Promise<string> {
  return (await expectOk('register', api.post<Resident>('/v1/residents', { siteId, name, identifiers, birthDate, sex, phone, nationality, guardian }))).id;
}

const AUTHORITY_WITHIN_MS = 5_000;

/** The authority says who it is, or staff do from the document; false when neither can in the time that somebody waits at a desk. */
async function verifyIdentity(api: ApiClient, residentId: string, resident: GeneratedResident): Promise<boolean> {
  const path = `/v1/residents/${residentId}/identity-check`;
  let check = await expectOk('identity check', api.post<IdentityCheck>(path, { capture: captureOf(resident) }));
  for (const until = Date.now() + AUTHORITY_WITHIN_MS; check.status === 'asking' && Date.now() < until; ) {
    await wait(100);
    check = await expectOk('identity check', api.get<IdentityCheck>(path));
  }
  return check.status === 'verified' || attest(api, residentId, resident);
}

/** Staff have the document in hand. Refused while the authority may still answer, and once it has. Answers whether the person is verified. */
export async function attest(api: ApiClient, residentId: string, { identifiers }: GeneratedResident): Promise<boolean> {
  const document = identifiers[0]?.type ?? 'birth-certificate';
  const answer = await api.post(`/v1/residents/${residentId}/identity-check/attest`, { staffId: 'staff-registration', document, remark: '证件原件与本人一致' });
  if (answer.ok || answer.problem.code === 'identity-already-verified') return true;
  if (answer.problem.code !== 'fall-back-not-open') throw new Error(`attest: ${answer.problem.code}`);
  return false;
}

/** What is shown in place of a code that cannot be issued yet. */
function byDocument({ identifiers, name, guardian }: GeneratedResident): IdentifyData {
  for (const { type, number } of identifiers) {
    const read = DOCUMENT_TYPES.find((known) => known === type);
    if (read) return { by: 'document-reader', document: { type: read, number }, name, readBackMatches: true };
  }
  if (!guardian) throw new Error('neither a document nor a mother');
  return { by: 'birth-certificate', number: identifiers[0]?.number ?? null, mother: guardian.document, readBackMatches: true };
}

/** Who signs: of age oneself, else the mother. */
export function relationOf({ birthDate }: GeneratedResident): 'self' | 'mother' {
  return ageInYears(birthDate, localDateOf(toInstant(Date.now()))) >= 18 ? 'self' : 'mother';
}

/** The province's app, acting for this resident alone. */
export function channelFor(residentId: string, { clinic, urls, onLatency }: Pick<DayParts, 'clinic' | 'urls'> & { onLatency?: OnLatency }): ApiClient {
  const { clientId, privateJwk } = clinic.channel;
  const getHeaders = async () => ({ 'resident-assertion': await signResidentAssertion({ clientId, privateJwk, residentId, audience: urls.audience }) });
  return createApiClient({ baseUrl: urls.api, getToken: tokenSourceOf(clinic.channel, providerOf({ urls })), getHeaders, ...(onLatency && { onLatency }) });
}

export function providerOf({ urls }: Pick<DayParts, 'urls'>) {
  return { issuerUrl: urls.login, audience: urls.audience };
}

/** First doses that the age allows: an adult gets one, a small child two or three at once. */
export function wishesOf(resident: GeneratedResident, n: number, policies: Policies): DoseWish[] {
  const years = ageInYears(resident.birthDate, localDateOf(toInstant(Date.now())));
  const first = (...productIds: string[]): DoseWish[] => productIds.map((productId) => ({ productId, doseNumber: 1 }));
  if (years >= 7 || !policies.products.some((product) => product.productId === 'mmr')) return first('covid-i');
  if (years >= 3) return n % 2 ? first('mpsv-ac', 'covid-i') : first('mpsv-ac');
  if (years >= 2) return first('hepb-10', 'mmr', 'hepa-l');
  return first('hepb-10');
}

/** Trace codes that no other day has used: the site, the moment and a counter in thirteen digits. */
export function stockOf({ clinic, policies }: Pick<DayParts, 'clinic' | 'policies'>, site: number): (productId: string) => Stock {
  const base = Date.now() % 100_000_000;
  let count = 0;
  return (productId) => {
    const product = policies.products.find((candidate) => candidate.productId === productId);
    const held = clinic.lots.find((candidate) => candidate.productId === productId);
    if (!product || !held) throw new Error(`no stock of ${productId}`);
    const nextTraceCode = () => `${product.tracePrefix}${site}${String(base).padStart(8, '0')}${String(count++).padStart(4, '0')}`;
    return { productId, lot: held.lot, nextTraceCode };
  };
}
