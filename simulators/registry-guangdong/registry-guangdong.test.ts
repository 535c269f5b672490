import { createHash, createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultInput } from '../kit/faults.js';
import type { RunningSimulator } from '../kit/server.js';
import { startGuangdongSimulator } from './start.js';

const KEY_ID = 'site-1';
const SECRET = 'a secret of the site';
const NOW = Date.parse('2026-11-24T02:00:00Z');
const person = { name: '陈小苗', sexCode: '2', birthday: '20240601', idType: '10', idNo: 'T440000001', nationality: 'CN', mobile: null, village: null, guardian: null };
const dose = {
  vaccineCode: '0401', vaccineName: '麻腮风疫苗', doseNo: 1, makerCode: '01', makerName: '示例生物', lotNo: 'L0001', expireDate: '20270101', traceCode: '81000000000000000001', packageDoses: 1,
  bodySite: '1', route: '2', inoculateTime: '2025-03-01 09:00:00', vaccinator: '示例', crowdCode: '1', crowdName: '常规', siteCode: '4401030001', siteName: '示例门诊', areaCode: '440103', areaName: '荔湾区',
};

type Answered = { code: string; data: { archiveNo: string; recordId: string; existed: boolean; done: boolean; archives: { archiveNo: string }[] } };
type Held = { total: number; byKey: Record<string, number>; doubles: string[][]; doses: { key: string; requests: number }[]; refused: unknown[] };

let folder: string;
let simulator: RunningSimulator;
const start = () => startGuangdongSimulator({ port: 0, dataFolder: folder, secretOf: (keyId) => (keyId === KEY_ID ? SECRET : undefined), now: () => NOW });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-'));
  simulator = await start();
});
afterEach(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

type ToSend = { method?: string; path: string; body?: unknown; keyId?: string; secret?: string; at?: number; nonce?: string };

/** Signs by hand from the protocol's description, so that no adapter's mistake can hide here. */
function signed({ method = 'POST', path, body, keyId = KEY_ID, secret = SECRET, at = NOW, nonce = randomUUID() }: ToSend) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const [pathname = '', search = ''] = `/gdips/v1/${path}`.split('?');
  const digest = createHash('sha256').update(text).digest('hex');
  const signature = createHmac('sha256', secret).update([method, pathname, search, digest, String(at), nonce].join('\n')).digest('base64');
  const headers = { 'content-type': 'application/json', 'x-gd-key-id': keyId, 'x-gd-timestamp': String(at), 'x-gd-nonce': nonce, 'x-gd-content-sha256': digest, 'x-gd-signature': signature };
  return { url: `${simulator.url}/gdips/v1/${path}`, init: { method, headers, ...(text && { body: text }) } };
}

async function send(asked: ToSend) {
  const { url, init } = signed(asked);
  const response = await fetch(url, init);
  return { status: response.status, ...((await response.json()) as Answered) };
}

async function control<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${simulator.url}/control/${path}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as T;
}
const setFault = (fault: FaultInput) => control('faults', fault);
const create = (requestKey: string, who: object = person) => send({ path: 'archives/create', body: { requestKey, person: who } });
const record = (requestKey: string, archiveNo: string, what: object = dose) => send({ path: 'doses/record', body: { requestKey, archiveNo, person, dose: what } });

async function restart() {
  await simulator.stop();
  simulator = await start();
}

describe('request keys', () => {
  it('have one effect, however often they come and even at the same time', async () => {
    const answers = await Promise.all([create('a'), create('a'), create('a')]);
    expect(new Set(answers.map(({ data }) => data.archiveNo)).size).toBe(1);
    const { archiveNo } = answers[0]!.data;
    const records = await Promise.all([record('d', archiveNo), record('d', archiveNo)]);
    expect(new Set(records.map(({ data }) => data.recordId)).size).toBe(1);
    expect(await control<Held>('archives')).toMatchObject({ total: 1, byKey: { a: 1 }, doubles: [] });
    expect(await control<Held>('doses')).toMatchObject({ total: 1, byKey: { d: 1 }, doubles: [], doses: [{ key: 'd', requests: 2 }] });
  });

  it('make no archive of a Chinese national with a Taiwan permit', async () => {
    const permit = { ...person, idType: '07', idNo: '12345678' };
    expect(await create('t', { ...permit, nationalityCode: '01' })).toMatchObject({ status: 200, code: 'GD1001' });
    expect(await create('t', { ...permit, nationalityCode: '03' })).toMatchObject({ code: '0' });
  });

  it('are refused for other content', async () => {
    await create('a');
    expect(await create('a', { ...person, name: '李某' })).toMatchObject({ status: 200, code: 'GD1002' });
  });

  it('that were refused may be sent again', async () => {
    expect(await record('d', '440000202400000001')).toMatchObject({ status: 200, code: 'GD2001' });
    expect(await send({ method: 'GET', path: 'requests?key=d' })).toMatchObject({ data: { done: false } });
    expect(await control<Held>('doses')).toMatchObject({ total: 0, refused: [{ key: 'd', code: 'GD2001' }] });
  });
});

describe('the store', () => {
  it('knows archives, doses and keys again after a restart', async () => {
    const { archiveNo } = (await create('a')).data;
    const { recordId } = (await record('d', archiveNo)).data;
    await restart();
    expect((await create('a')).data.archiveNo).toBe(archiveNo);
    expect((await record('d', archiveNo)).data.recordId).toBe(recordId);
    expect(await record('e', archiveNo)).toMatchObject({ code: 'GD3001' });
    expect(await control<Held>('doses')).toMatchObject({ total: 1 });
    expect((await send({ path: 'persons/query', body: { idList: [{ idType: '10', idNo: 'T440000001' }] } })).data.archives).toMatchObject([{ archiveNo, version: 2 }]);
  });

  it('is empty after a reset, also after the next start', async () => {
    await create('a');
    await control('reset', {});
    expect(await control<Held>('archives')).toMatchObject({ total: 0 });
    await restart();
    expect(await control<Held>('archives')).toMatchObject({ total: 0 });
  });

  it.each([
    { fact: 'the same dose again', second: {}, code: 'GD3001' },
    { fact: 'a package used up', second: { doseNo: 2 }, code: 'GD3002' },
    { fact: 'a dose in the future', second: { doseNo: 2, traceCode: '81000000000000000002', inoculateTime: '2026-11-25 09:00:00' }, code: 'GD3003' },
    { fact: 'a field that is missing', second: { lotNo: '' }, code: 'GD1001' },
  ])('refuses $fact', async ({ second, code }) => {
    const { archiveNo } = (await create('a')).data;
    await record('d', archiveNo);
    expect(await record('e', archiveNo, { ...dose, ...second })).toMatchObject({ status: 200, code });
  });
});

describe('people of whom the province holds something already', () => {
  const archiveNos = ['440000202400000001', '440000202400000002'];
  const query = async () => (await send({ path: 'persons/query', body: { idList: [{ idType: '10', idNo: 'T440000001' }] } })).data.archives.map(({ archiveNo }) => archiveNo);

  it('may have two archives of one number, which are shown together and are nobody’s double', async () => {
    expect(await control('archives', { archives: archiveNos.map((archiveNo) => ({ archiveNo, person })) })).toEqual({ added: 2, known: 0 });
    await restart();
    expect(await query()).toEqual(archiveNos);
    expect(await control<Held>('archives')).toMatchObject({ total: 2, doubles: [] });
    expect((await create('a')).data).toMatchObject({ archiveNo: archiveNos[0], existed: true });
  });

  it('may have been vaccinated elsewhere, which is known for ever', async () => {
    await control('archives', { archives: [{ archiveNo: archiveNos[0], person, doses: [dose] }] });
    await restart();
    expect(await control<Held>('doses')).toMatchObject({ total: 1 });
    expect(await record('d', archiveNos[0] ?? '')).toMatchObject({ code: 'GD3001' });
  });

  it('have a double where a request makes a second archive of them', async () => {
    const newborn = { ...person, idType: null, idNo: null };
    await control('archives', { archives: [{ archiveNo: archiveNos[0], person: newborn }] });
    const { archiveNo } = (await create('a', newborn)).data;
    expect(await control<Held>('archives')).toMatchObject({ total: 2, doubles: [[archiveNos[0], archiveNo]] });
  });

  it.each(['•', '‧', '∙', '⋅', '・', '･', ' · '])('are the same with %s in their names', async (dot) => {
    const named = (name: string) => ({ ...person, name });
    await control('archives', { archives: [{ archiveNo: archiveNos[0], person: named(`阿依古丽${dot}艾力`) }] });
    expect(await create('a', named('阿依古丽·艾力'))).toMatchObject({ code: '0', data: { existed: true } });
    expect(await create('b', named('阿依古丽·艾里'))).toMatchObject({ code: 'GD2002' });
  });
});

describe('faults', () => {
  it('commit and then drop the answer', async () => {
    await setFault({ kind: 'drop-answer', path: '/gdips/v1/archives/create', count: 1 });
    await expect(create('a')).rejects.toThrow();
    expect(await send({ method: 'GET', path: 'requests?key=a' })).toMatchObject({ data: { done: true, kind: 'archive-created' } });
    await restart();
    expect((await create('a')).code).toBe('0');
    expect(await control<Held>('archives')).toMatchObject({ total: 1, byKey: { a: 1 } });
  });

  it.each<{ fact: string; fault: FaultInput; status: number }>([
    { fact: 'an error', fault: { kind: 'error', status: 500, count: 1 }, status: 500 },
    { fact: 'an outage', fault: { kind: 'down', how: 'unavailable', count: 1 }, status: 503 },
    { fact: 'another answer', fault: { kind: 'answer', status: 200, body: '{"code":"0"}', count: 1 }, status: 200 },
  ])('have no effect besides $fact, and end with their count', async ({ fault, status }) => {
    await setFault(fault);
    const { url, init } = signed({ path: 'archives/create', body: { requestKey: 'a', person } });
    expect((await fetch(url, init)).status).toBe(status);
    expect(await control<Held>('archives')).toMatchObject({ total: 0 });
    expect(await create('a')).toMatchObject({ status: 200, code: '0' });
  });

  it.each([
    { how: 'another-archive', shows: { archiveNo: '440000202400000001', idNo: 'T440000009' } },
    { how: 'birth-date', shows: { birthday: '20240602', idNo: 'T440000001' } },
    { how: 'number', shows: { birthday: '20240601', idNo: 'T440000000' } },
  ])('speak of somebody else: $how', async ({ how, shows }) => {
    await control('archives', { archives: [{ archiveNo: '440000202400000001', person: { ...person, idNo: 'T440000009' } }] });
    const { archiveNo } = (await create('a')).data;
    await setFault({ kind: 'wrong-person', how, count: 3 });
    expect((await send({ path: 'persons/query', body: { idList: [{ idType: '10', idNo: 'T440000001' }] } })).data.archives).toMatchObject([shows]);
    expect((await record('d', archiveNo)).data).toMatchObject(shows);
    expect((await send({ method: 'GET', path: 'requests?key=d' })).data).toMatchObject({ done: true, ...shows });
    expect((await send({ path: 'archives/get', body: { archiveNo } })).data.archives).toMatchObject([{ archiveNo, idNo: 'T440000001', birthday: '20240601' }]);
  });

  it('speak of a stranger where nobody else is held', async () => {
    await setFault({ kind: 'wrong-person', how: 'another-archive' });
    expect((await send({ path: 'persons/query', body: { idList: [{ idType: '10', idNo: 'T440000001' }] } })).data.archives).toMatchObject([{ idNo: 'XXX0000000' }]);
  });

  it.each(['GD1001', 'GD2003', 'GD3002'])('refuse with %s and do nothing', async (code) => {
    await setFault({ kind: 'reject', code, count: 1 });
    expect(await create('a')).toMatchObject({ status: 200, code });
    expect(await control<Held>('archives')).toMatchObject({ total: 0 });
  });

  it('are refused when nobody knows them, and never hit the control path', async () => {
    expect(await control('faults', { kind: 'earthquake' })).toMatchObject({ code: 'invalid-fault' });
    await setFault({ kind: 'error' });
    expect(await control('faults')).toMatchObject({ faults: [{ kind: 'error', status: 500 }] });
  });
});

describe('signatures', () => {
  const query = { path: 'persons/query', body: { idList: [{ idType: '10', idNo: 'T440000001' }] } };

  it.each([
    { fact: 'of a wrong secret', change: { secret: 'another' }, code: 'signature' },
    { fact: 'of a key nobody has', change: { keyId: 'site-2' }, code: 'unknown-key' },
    { fact: 'from ten minutes ago', change: { at: NOW - 600_000 }, code: 'clock' },
    { fact: 'without a time', change: { at: Number.NaN }, code: 'clock' },
  ])('$fact are refused', async ({ change, code }) => {
    expect(await send({ ...query, ...change })).toMatchObject({ status: 401, code });
  });

  it('are good once: the same request with the same nonce is a replay', async () => {
    const { url, init } = signed(query);
    expect((await fetch(url, init)).status).toBe(200);
    const again = await fetch(url, init);
    expect([again.status, await again.json()]).toEqual([401, { code: 'replayed' }]);
  });

  it('cover the body, the path and the query', async () => {
    const { url, init } = signed(query);
    const bodyChanged = await fetch(url, { ...init, body: JSON.stringify({ idList: [{ idType: '10', idNo: 'T440000002' }] }) });
    expect(await bodyChanged.json()).toEqual({ code: 'digest' });
    expect(await (await fetch(url.replace('persons/query', 'archives/get'), init)).json()).toEqual({ code: 'signature' });
    expect(await (await fetch(`${url}?key=a`, init)).json()).toEqual({ code: 'signature' });
  });

  it('are needed', async () => {
    expect((await fetch(`${simulator.url}/gdips/v1/persons/query`, { method: 'POST', body: '{}' })).status).toBe(401);
  });
});
