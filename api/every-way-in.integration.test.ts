import { setTimeout as wait } from 'node:timers/promises';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IdentifyData } from '../contracts/journey-commands.js';
import type { Journey } from '../contracts/journeys.js';
import type { Resident } from '../contracts/residents.js';
import type { ScanAnswer } from '../contracts/scans.js';
import { TODAY } from '../db/database-fixtures.js';
import { leave, visit, type Visit } from '../dev/clinic/visit.js';
import { addDays, toInstant } from '../domain/time.js';
import { ensureIssuerKeysFile } from '../issuer/key-file.js';
import { openWorkflowEnvironment, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { ApiUnderTest } from './api-fixtures.js';
import { getAs, postAs, send } from './http-fixtures.js';
import { attest, newMother, newPerson, showCode, type Person } from './people-fixtures.js';
import { startWorker, type WorkerUnderTest } from './worker-fixtures.js';

let env: WorkflowEnvironment;
let api: ApiUnderTest;
let worker: WorkerUnderTest;
let folder: string;
const keysFile = () => join(folder, 'issuer-keys.json');

/** A clinic whose issuer cannot read its keys until a test puts them right. */
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  folder = await mkdtemp(join(tmpdir(), 'issuer-'));
  await writeFile(keysFile(), 'nobody can read this');
  api = await ApiUnderTest.open(process.env, { loops: true, env: { TEMPORAL_NAMESPACE: env.namespace, POLICY_CLOCKS: 'clocks-test', ISSUER_KEYS_FILE: keysFile() } });
  worker = await startWorker(api, env);
});
afterAll(async () => {
  await worker?.stop();
  await api?.close();
  await env?.teardown();
  if (folder) await rm(folder, { recursive: true });
});

async function until<T>(what: string, read: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  for (const end = Date.now() + 40_000; ; await wait(100)) {
    const seen = await read();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(seen)}`);
  }
}

type Held = { name: string; idType: string | null; idNo: string | null; nationalityCode: string; guardian: { name: string; relation: string; idType: string; idNo: string } | null };

/** What the province has of the archive that this visit made. */
async function atTheRegistry({ journeyId }: Visit): Promise<Held | undefined> {
  const { archives } = (await (await fetch(`${worker.registryUrl}/control/archives`)).json()) as { archives: { key: string | null; person: Held }[] };
  return archives.find(({ key }) => key === `${journeyId}:-:create-archive:1`)?.person;
}

type Walk = { person: Person; shows: IdentifyData; dose?: string; relation?: string };

/** Registers, finds by what is shown, walks in, and is carried to the door. */
async function carry({ person, shows, dose = 'covid-i', relation = 'self' }: Walk): Promise<{ visited: Visit; journey: Journey; resident: Resident }> {
  const resident = await postAs<Resident>(api.a, '/v1/residents', person);
  const desk = api.desk(api.a, api.siteA);
  const parts = { desk, site: api.a.asApiClient(), channel: api.channelOf(resident.id).asApiClient(), registryPatienceMs: 30_000 };
  const visited = await visit({ residentId: resident.id, relation, doses: [{ productId: dose, doseNumber: 1 }], refuses: null, slotId: null, shows }, parts);
  await leave(visited, desk);
  const journey = await until('closed', () => getAs<Journey>(api.a, `/v1/journeys/${visited.journeyId}`), ({ stage }) => stage === 'closed');
  return { visited, journey, resident };
}

const adult = (overrides: Partial<Person>) => newPerson({ birthDate: addDays(TODAY(), -12_000), ...overrides });
const documentOf = ({ identifiers: [document] }: Person) => document as Extract<IdentifyData, { by: 'typed-number' }>['document'];
const reader = (person: Person): IdentifyData => ({ by: 'document-reader', document: documentOf(person), name: person.name, readBackMatches: true });

describe('with the issuer down, documents carry everybody to the end, for the time being', () => {
  it.each([
    { who: 'a walk-in with only an ID card', person: () => adult({}), idType: '01', nationalityCode: '01' },
    { who: 'a passport holder', person: () => adult({ name: 'SATO HANAKO', identifiers: [{ type: 'passport', number: 'TK1234567' }], nationality: 'JP' }), idType: '03', nationalityCode: '04' },
    { who: 'a Taiwan-permit holder', person: () => adult({ identifiers: [{ type: 'taiwan-permit', number: '01234567' }] }), idType: '07', nationalityCode: '03' },
    { who: 'a Hong Kong-permit holder', person: () => adult({ identifiers: [{ type: 'hk-macau-permit', number: 'H10234567' }] }), idType: '04', nationalityCode: '02' },
    { who: 'somebody of another province', person: () => adult({ identifiers: [{ type: 'id-card', number: '11010519491231002X' }], birthDate: '1949-12-31' as Person['birthDate'] }), idType: '01', nationalityCode: '01' },
  ])('$who', async ({ person: make, idType, nationalityCode }) => {
    const person = make();
    const { visited, journey } = await carry({ person, shows: reader(person) });
    expect(journey).toMatchObject({ stage: 'closed', identifiedBy: 'document-reader', identityProvisional: { why: 'issuer-away', overdue: false }, notice: 'sent' });
    expect(journey.doses.map(({ state }) => state)).toEqual(['uploaded']);
    expect(await atTheRegistry(visited)).toMatchObject({ name: person.name, idType, idNo: person.identifiers[0]!.number, nationalityCode });
  });

  it('says so where codes are shown, and above each identification (H13)', async () => {
    expect(await send(api.url, 'GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'degraded', issuer: 'away' } });
    const person = adult({});
    const { id } = await postAs<Resident>(api.a, '/v1/residents', person);
    await attest(api.a, id);
    const code = await postAs<{ id: string; staticText: string | null }>(api.a, `/v1/residents/${id}/health-codes`, {});
    expect(code.staticText).toBeNull();
    const away = { status: 409, body: { code: 'issuer-away' } };
    const text = 'eyJhbGciOiJFUzI1NiJ9.eyJ2ZXIiOjF9.c2lnbmF0dXJl';
    expect(await api.a.post(`/v1/health-codes/${code.id}/dynamic-text`, {})).toMatchObject(away);
    expect(await api.a.post(`/v1/sites/${api.siteA.siteId}/scans`, { text })).toMatchObject(away);
    const { journeyId } = await api.desk(api.a, api.siteA).walkIn(id, [{ productId: 'covid-i', doseNumber: 1 }]);
    expect(await api.a.post(`/v1/journeys/${journeyId}/commands`, { type: 'identify', data: { text, readBackMatches: true } })).toMatchObject(away);
    expect(await api.desk(api.a, api.siteA).identifyBy(journeyId, reader(person))).toMatchObject({ events: ['identified'], banners: ['issuer-away'] });
    expect(await postAs<ScanAnswer>(api.a, `/v1/sites/${api.siteA.siteId}/scans`, { document: documentOf(person) })).toMatchObject({ journeyId, banners: ['issuer-away'] });
  });

  it('and once it is back a code settles who somebody is', async () => {
    const person = adult({});
    const { id } = await postAs<Resident>(api.a, '/v1/residents', person);
    await attest(api.a, id);
    const desk = api.desk(api.a, api.siteA);
    const { journeyId } = await desk.walkIn(id, [{ productId: 'covid-i', doseNumber: 1 }]);
    await desk.identifyBy(journeyId, reader(person));
    await rm(keysFile());
    await ensureIssuerKeysFile(keysFile(), toInstant(Date.now() - 3_600_000));
    await until('back', () => send(api.url, 'GET', '/readyz'), ({ body }) => body['issuer'] === 'up');
    const { text } = await showCode(api.a, id);
    expect(await desk.identify(journeyId, text)).toMatchObject({ ok: true, body: { banners: [] } });
    expect(await getAs(api.a, `/v1/journeys/${journeyId}`)).toMatchObject({ identifiedBy: 'dynamic-code', identityProvisional: null });
  });
});

describe('with the issuer up', () => {
  it('a newborn without a number comes with its birth certificate and its mother', async () => {
    const mother = newMother();
    const person = newPerson({ birthDate: TODAY(), name: '某某之女', identifiers: [{ type: 'birth-certificate', number: 'V440700123' }], guardian: mother });
    const shows: IdentifyData = { by: 'birth-certificate', number: 'V440700123', mother: mother.document, readBackMatches: true };
    const { visited, journey, resident } = await carry({ person, shows, dose: 'hepb-10', relation: 'mother' });
    expect(resident.guardian).toMatchObject({ relation: 'mother', document: { type: 'id-card' } });
    expect(journey).toMatchObject({ stage: 'closed', identifiedBy: 'birth-certificate', identityProvisional: null });
    expect(await atTheRegistry(visited)).toMatchObject({
      name: '某某之女', idType: '10', idNo: 'V440700123', guardian: { name: mother.name, relation: '母亲', idType: '01', idNo: mother.document.number },
    });
  });

  it('a newborn whose certificate is not issued yet comes with its mother alone, for the time being', async () => {
    const mother = newMother();
    const person = newPerson({ birthDate: TODAY(), name: '某某之子', identifiers: [], guardian: mother });
    const { visited, journey } = await carry({ person, shows: { by: 'birth-certificate', number: null, mother: mother.document, readBackMatches: true }, dose: 'hepb-10', relation: 'mother' });
    expect(journey).toMatchObject({ stage: 'closed', identityProvisional: { why: 'without-number' } });
    expect(await atTheRegistry(visited)).toMatchObject({ name: '某某之子', idType: null, idNo: null });
  });

  it('the certificate of somebody whose archive we made is known by its barcode, at the next visit', async () => {
    const person = adult({});
    const { visited, resident } = await carry({ person, shows: reader(person) });
    const { archives } = (await (await fetch(`${worker.registryUrl}/control/archives`)).json()) as { archives: { key: string | null; archiveNo: string }[] };
    const { archiveNo } = archives.find(({ key }) => key?.startsWith(visited.journeyId))!;
    const desk = api.desk(api.a, api.siteA);
    const { journeyId } = await desk.walkIn(resident.id, [{ productId: 'hepb-10', doseNumber: 1 }]);
    const scanned = await postAs<ScanAnswer>(api.a, `/v1/sites/${api.siteA.siteId}/scans`, { text: `]C1${archiveNo}` });
    expect(scanned).toMatchObject({ kind: 'certificate-barcode', journeyId, resident: { id: resident.id } });
    await desk.identifyBy(journeyId, { by: 'certificate', text: archiveNo, readBackMatches: true });
    expect(await getAs(api.a, `/v1/journeys/${journeyId}`)).toMatchObject({ identifiedBy: 'certificate', identityProvisional: null });
  });

  it('writes no number and no name into what leaves the database', async () => {
    const person = adult({ name: '司徒不留痕' });
    const { visited } = await carry({ person, shows: reader(person) });
    const timeline = JSON.stringify(await getAs(api.a, `/v1/journeys/${visited.journeyId}/timeline`));
    const seen = [...api.logged, ...worker.logged, timeline].join('');
    for (const personal of [person.name, person.phone, person.identifiers[0]!.number]) expect(seen).not.toContain(personal);
  });
});
