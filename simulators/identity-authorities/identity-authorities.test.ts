import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningSimulator } from '../kit/server.js';
import { startIdentityAuthoritiesSimulator } from './start.js';

const NOW = Date.parse('2026-11-26T02:00:00Z');
const KEYS = { birthCertificate: 'b', policeFace: 'f', householdRegister: 'h' };
const PERSON = { name: '欧阳示例', birthday: '20240601', idNo: '440199202406010021', certNo: 'T440000001', face: 'capture-1' };

let folder: string;
let simulator: RunningSimulator;
const start = () => startIdentityAuthoritiesSimulator({ port: 0, dataFolder: folder, keys: KEYS, now: () => NOW });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'authorities-'));
  simulator = await start();
  expect(await ask('/control/people', { people: [PERSON] })).toMatchObject({ http: 200, added: 1, known: 0 });
});
afterEach(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

async function ask(path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${simulator.url}${path}`, body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) });
  return { http: response.status, ...((await response.json()) as object) };
}

const certificate = (body: object = {}, key = 'b') => ask('/bcms/v1/certificates/verify', { requestNo: 'q', certNo: PERSON.certNo, idNo: null, name: PERSON.name, birthday: PERSON.birthday, ...body }, { 'x-api-key': key });
const register = (body: object = {}, key = 'h') => ask('/register/query', { traceId: 'q', citizenNumber: PERSON.idNo, ...body }, { authorization: `Bearer ${key}` });

/** Signed by hand from the protocol's description. */
function face(overrides: object = {}, { key = 'f', at = NOW } = {}) {
  const body = { serial: 'q', idNo: PERSON.idNo, name: PERSON.name, captureToken: PERSON.face, ...overrides };
  const sign = createHmac('sha256', key).update(`${at}\n${JSON.stringify(body)}`).digest('hex');
  return ask('/face/v2/compare', body, { 'x-app-time': String(at), 'x-app-sign': sign });
}

it.each([
  { fact: 'consistent', body: {}, answer: { result: '0', inconsistent: [] } },
  { fact: 'consistent by the ID number', body: { certNo: null, idNo: PERSON.idNo }, answer: { result: '0', idNo: PERSON.idNo } },
  { fact: 'inconsistent, with the fields', body: { name: '另一人', birthday: '20240602' }, answer: { result: '1', inconsistent: ['name', 'birthday'] } },
  { fact: 'nobody', body: { certNo: 'T000000000' }, answer: { result: '2' } },
])('the certificates are $fact', async ({ body, answer }) => expect(await certificate(body)).toMatchObject({ http: 200, requestNo: 'q', ...answer }));

it.each([
  { fact: 'the same person', body: {}, code: '1000' },
  { fact: 'another face', body: { captureToken: 'capture-2' }, code: '1001' },
  { fact: 'another name', body: { name: '另一人' }, code: '1002' },
  { fact: 'no such number', body: { idNo: '440199202406010048' }, code: '1003' },
])('the police find $fact', async ({ body, code }) => expect(await face(body)).toMatchObject({ http: 200, serial: 'q', code }));

it('the police refuse a capture that has expired', async () => expect(await face({ captureToken: 'expired-1' })).toMatchObject({ http: 422, code: 'capture-expired' }));

it('the register gives the entry of a number, and says when there is none', async () => {
  expect(await register()).toMatchObject({ traceId: 'q', found: true, person: { citizenNumber: PERSON.idNo, fullName: PERSON.name, bornOn: '2024-06-01' } });
  expect(await register({ citizenNumber: '440199202406010048' })).toMatchObject({ found: false, citizenNumber: '440199202406010048' });
});

it('refuses a wrong key, a wrong signature and an old one', async () => {
  expect(await Promise.all([certificate({}, 'x'), register({}, 'x'), face({}, { key: 'x' }), face({}, { at: NOW - 600_000 })])).toMatchObject([{ http: 401 }, { http: 401 }, { http: 401 }, { http: 401 }]);
});

it('refuses a question with a field that it does not take', async () => {
  expect(await Promise.all([certificate({ idNo: PERSON.idNo }), register({ name: 'x' }), face({ name: '' })])).toMatchObject([{ http: 422 }, { http: 422 }, { http: 422 }]);
});

it('knows people and questions again after a restart', async () => {
  await certificate();
  await simulator.stop();
  simulator = await start();
  expect(await ask('/control/asked')).toMatchObject({ total: 1, byKey: { q: 1 }, asked: [{ authority: 'birth-certificate', key: 'q', result: '0' }] });
  expect(await ask('/control/people', { people: [PERSON] })).toMatchObject({ added: 0, known: 1 });
  expect(await ask('/control/reset', {})).toMatchObject({ reset: true });
  expect(await certificate()).toMatchObject({ result: '2' });
});
