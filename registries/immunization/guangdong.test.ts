import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultInput } from '../../simulators/kit/faults.js';
import type { RunningSimulator } from '../../simulators/kit/server.js';
import { startGuangdongSimulator } from '../../simulators/registry-guangdong/start.js';
import type { Identifier } from '../../domain/identity/identifier.js';
import { NeedsHuman, Unavailable } from '../errors.js';
import { withServer } from '../server-fixtures.js';
import { createGuangdongRegistry, type GuangdongParts } from './guangdong.js';
import { TROUBLE_FAULTS } from '../trouble-fixtures.js';
import { PORT_CONTRACT } from './port-contract.js';
import { aDose, asking, newKey, somebody, type RegistryTrouble } from './registry-under-test.js';

const key = { keyId: 'site-1', secret: 'a secret of the site' };
const identifiers = [{ type: 'passport', number: 'E12345678' } as const];
const found = { archiveNo: '440000202400000001', version: 1, name: '陈某', sexCode: '2', birthday: '20240601', idType: '03', idNo: 'E12345678', nationality: 'CN', mobile: null, village: null, guardian: null, doses: [] };
const envelope = (data: unknown) => JSON.stringify({ code: '0', msg: '成功', data });

let folder: string;
let simulator: RunningSimulator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guangdong-'));
  simulator = await startGuangdongSimulator({ port: 0, dataFolder: folder, secretOf: (keyId) => (keyId === key.keyId ? key.secret : undefined) });
});
afterEach(() => fetch(`${simulator.url}/control/faults`, { method: 'DELETE' }));
afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

const registryWith = (parts: Partial<GuangdongParts> = {}) => createGuangdongRegistry({ baseUrl: simulator.url, siteKey: () => key, ...parts });

async function setFault(fault: FaultInput) {
  const response = await fetch(`${simulator.url}/control/faults`, { method: 'POST', body: JSON.stringify(fault) });
  expect(response.status).toBe(200);
}

const FAULTS: Record<RegistryTrouble, FaultInput> = {
  ...TROUBLE_FAULTS,
  rejected: { kind: 'reject', code: 'GD1001', count: 1 },
  'left-to-a-person': { kind: 'reject', code: 'GD2002', count: 1 },
  'another-archive': { kind: 'wrong-person', how: 'another-archive', count: 1 },
  'another-number': { kind: 'wrong-person', how: 'number', count: 1 },
  'another-birth-date': { kind: 'wrong-person', how: 'birth-date', count: 1 },
  'repeated-on-the-way': { kind: 'duplicate', count: 1 },
  'two-reordered': { kind: 'reorder', size: 2, withinMs: 10_000, count: 2 },
};

describe('the contract of the port', () => {
  it.each(PORT_CONTRACT)('$fact', ({ prove }) => prove({ registry: registryWith(), impatient: registryWith({ timeoutMs: 200 }), trouble: (next) => setFault(FAULTS[next]) }));
});

describe('each document', () => {
  const DOCUMENTS: [identifier: Identifier, nationality: string, idType: string, nationalityCode: string][] = [
    [{ type: 'id-card', number: '44019920240601002X' }, 'CN', '01', '01'],
    [{ type: 'passport', number: 'TK1234567' }, 'JP', '03', '04'],
    [{ type: 'hk-macau-permit', number: 'M12345678' }, 'MO', '04', '02'],
    [{ type: 'taiwan-permit', number: '12345678' }, 'TW', '07', '03'],
    [{ type: 'residence-permit', number: '83000019900101008X' }, 'TW', '08', '03'],
    [{ type: 'foreigner-card', number: 'KOR123456789012' }, 'KR', '09', '04'],
    [{ type: 'birth-certificate', number: 'V440123456' }, 'CN', '10', '01'],
  ];

  it.each(DOCUMENTS)('%o of %s is there under its code, and found by it', async (identifier, nationality, idType, nationalityCode) => {
    const { archiveNo } = await registryWith().createArchive({ ...asking, key: newKey(), person: somebody({ identifier, nationality }) });
    const { archives } = (await (await fetch(`${simulator.url}/control/archives`)).json()) as { archives: { archiveNo: string; person: object }[] };
    expect(archives.find((archive) => archive.archiveNo === archiveNo)?.person).toMatchObject({ idType, idNo: identifier.number, nationality, nationalityCode });
    expect(await registryWith().findPerson({ ...asking, identifiers: [identifier] })).toMatchObject({ outcome: 'found', archive: { archiveNo, person: { identifier, nationality } } });
  });
});

describe('an answer that cannot be believed', () => {
  it.each([
    { fact: 'another person', body: envelope({ archives: [{ ...found, idNo: 'E99999999' }] }), error: new NeedsHuman('registry-guangdong', 'other-person') },
    { fact: 'a code that no table has', body: envelope({ archives: [{ ...found, sexCode: '7' }] }), error: new Unavailable('registry-guangdong', 'malformed') },
    { fact: 'a birth date that no calendar has', body: envelope({ archives: [{ ...found, birthday: '20240230' }] }), error: new Unavailable('registry-guangdong', 'malformed') },
    { fact: 'success without data', body: JSON.stringify({ code: '0' }), error: new Unavailable('registry-guangdong', 'malformed') },
    { fact: 'half a text', body: '{"code":"0","da', error: new Unavailable('registry-guangdong', 'not-json') },
    { fact: '10 MB', body: 'x'.repeat(10_485_760), error: new Unavailable('registry-guangdong', 'too-large') },
    { fact: 'a page of a proxy', body: '<html>', headers: { 'content-type': 'text/html' }, error: new Unavailable('registry-guangdong', 'not-json') },
  ])('refuses $fact', async ({ body, headers = {}, error }) => {
    await setFault({ kind: 'answer', body, headers });
    await expect(registryWith().findPerson({ ...asking, identifiers })).rejects.toEqual(error);
  });

  it('refuses the archive of another number, and the receipt of another key', async () => {
    await setFault({ kind: 'answer', path: '/gdips/v1/archives/get', body: envelope({ archives: [found] }) });
    await expect(registryWith().getArchive({ ...asking, archiveNo: '440000202400000002' })).rejects.toMatchObject({ code: 'other-person' });
    await setFault({ kind: 'answer', path: '/gdips/v1/doses', body: envelope({ requestKey: 'another', archiveNo: found.archiveNo, recordId: 'r', doseNo: 1, traceCode: 't', idNo: null, birthday: '20240601' }) });
    const dose = { ...asking, key: newKey(), archiveNo: found.archiveNo, person: somebody(), dose: aDose() };
    await expect(registryWith().recordDose(dose)).rejects.toMatchObject({ name: 'NeedsHuman', code: 'other-person' });
  });

  it('hangs up on an answer that never ends, long before it has all of it', async () => {
    let sent = 0;
    const endless: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(65_536, 'x');
      const pour = () => {
        if (response.destroyed) return;
        sent += chunk.byteLength;
        if (response.write(chunk)) setImmediate(pour);
        else response.once('drain', pour);
      };
      pour();
    };
    await withServer(endless, async (baseUrl) => {
      await expect(registryWith({ baseUrl }).findPerson({ ...asking, identifiers })).rejects.toMatchObject({ code: 'too-large' });
    });
    expect(sent).toBeLessThan(33_554_432); // what the sockets' own buffers take comes on top of our 1 MB
  });

  it('follows no redirect', async () => {
    let asked = 0;
    const elsewhere: RequestListener = (_, response) => {
      asked += 1;
      response.end();
    };
    await withServer(elsewhere, async (url) => {
      for (const status of [301, 302, 307, 308]) {
        await setFault({ kind: 'answer', status, headers: { location: url }, count: 1 });
        await expect(registryWith().findPerson({ ...asking, identifiers })).rejects.toMatchObject({ name: 'Unavailable', code: 'redirected' });
      }
    });
    expect(asked).toBe(0);
  });
});

describe('a registry that cannot be reached', () => {
  it.each([
    { fact: 'throttling', fault: { kind: 'error', status: 429, retryAfterSeconds: 7 }, code: 'throttled', effect: 'none', retryAfterMs: 7000 },
    { fact: 'a wish for more than an hour, which is cut', fault: { kind: 'error', status: 429, retryAfterSeconds: 90_000 }, code: 'throttled', effect: 'none', retryAfterMs: 3_600_000 },
    { fact: 'maintenance', fault: { kind: 'down', how: 'unavailable' }, code: 'server-error', effect: 'none', retryAfterMs: null },
    { fact: 'a crash', fault: { kind: 'error', status: 500 }, code: 'server-error', effect: 'unknown', retryAfterMs: null },
    { fact: "a proxy's 404", fault: { kind: 'error', status: 404 }, code: 'unexpected-status', effect: 'unknown', retryAfterMs: null },
    { fact: 'slowness', fault: { kind: 'latency', ms: 1000 }, code: 'timeout', effect: 'unknown', retryAfterMs: null },
    { fact: 'a lost answer', fault: { kind: 'drop-answer' }, code: 'connection-lost', effect: 'unknown', retryAfterMs: null },
  ] as const)('is unavailable: $fact', async ({ fault, code, effect, retryAfterMs }) => {
    await setFault({ ...fault });
    const asked = registryWith({ timeoutMs: 300 }).findPerson({ ...asking, identifiers });
    await expect(asked).rejects.toMatchObject({ name: 'Unavailable', system: 'registry-guangdong', code, effect, retryAfterMs });
  });

  it('has done nothing while its port is closed, and answers once it is open again', async () => {
    const unheard = { ...asking, key: newKey(), person: somebody() };
    const attempt = () => registryWith({ timeoutMs: 1000 }).createArchive(unheard).catch((error: unknown) => error);
    await setFault({ kind: 'down', how: 'refuse', forMs: 400 });
    const failures: Unavailable[] = [];
    let answer = await attempt();
    for (const deadline = Date.now() + 10_000; answer instanceof Unavailable && Date.now() < deadline; answer = await attempt()) {
      failures.push(answer);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // The connection that was open is lost with the port, which says nothing of an effect; every later attempt finds it closed.
    expect(failures.at(-1)).toMatchObject({ code: 'connection-refused', effect: 'none' });
    expect(answer).toMatchObject({ outcome: 'created' });
  });

  it.each([
    { fact: 'has no key', siteKey: () => undefined },
    { fact: 'signs with a wrong secret', siteKey: () => ({ ...key, secret: 'another' }) },
    { fact: 'has a key that the registry does not know', siteKey: () => ({ ...key, keyId: 'site-2' }) },
  ])('waits, without an effect, for a site that $fact', async ({ siteKey }) => {
    await expect(registryWith({ siteKey }).findPerson({ ...asking, identifiers })).rejects.toMatchObject({ name: 'Unavailable', code: 'not-authorised', effect: 'none' });
  });

  it("ends with the caller's own reason when the caller gives up", async () => {
    await setFault({ kind: 'latency', ms: 5000 });
    const giveUp = new AbortController();
    const asked = registryWith().findPerson({ ...asking, identifiers, signal: giveUp.signal });
    const reason = new Error('the journey was cancelled');
    giveUp.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });
});
