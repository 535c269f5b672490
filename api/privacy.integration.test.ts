import { createLogger } from '../config/logger.js';
import { newId } from '../db/new-id.js';
import { ApiUnderTest } from './api-fixtures.js';
import { layCable, type Cable } from './broken-database-fixtures.js';
import { send, type Reply } from './http-fixtures.js';
import { Line } from './line-fixtures.js';
import { newPerson, register, showCode } from './people-fixtures.js';

let api: ApiUnderTest;
let cable: Cable;
/** Whoever these tests are about: what may stand in no error and no log. */
const person = newPerson();
const personal: Record<string, string> = { name: person.name, number: person.identifiers[0]!.number, phone: person.phone };
let residentId: string;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env, {
    env: async ({ urls }) => {
      cable = await layCable(urls.api);
      return { API_DATABASE_URL: cable.url };
    },
  });
  residentId = (await register(api.a, person)).id;
  const { text, staticText } = await showCode(api.a, residentId);
  Object.assign(personal, { text, staticText });
});
afterAll(async () => {
  await api?.close();
  await cable?.close();
});

const INSIDE = /\bat (async )?\w|\.ts:\d|node_modules|select |insert |update |relation|constraint|violates|permission denied|postgres|ECONN|Failing row/i;

/** An error says its code and facts, and nothing of persons or of how we are made. */
function saysNoMore({ status, body }: Reply, expected: { status: number; code: string }): void {
  expect({ status, code: body.code }).toEqual(expected);
  expect(Object.keys(body).sort()).toEqual(['code', 'params', 'requestId', 'status', 'title', 'type']);
  const said = JSON.stringify(body);
  expect(said).not.toMatch(INSIDE);
  for (const [what, value] of Object.entries(personal)) expect({ what, said: said.includes(value) }).toEqual({ what, said: false });
}

const lookUp = () => api.a.post('/v1/residents/look-up', { identifier: person.identifiers[0] });
const scan = (text: string) => api.a.post(`/v1/sites/${api.siteA.siteId}/scans`, { text });

describe('an error says its code and no more', () => {
  it('when the request is full of personal data', async () => {
    saysNoMore(await api.a.post('/v1/residents', person), { status: 409, code: 'identifier-taken' });
    saysNoMore(await api.a.post('/v1/residents', { ...person, sex: person.name, phone: personal['number'] }), { status: 422, code: 'invalid-request' });
    saysNoMore(await api.a.send('POST', '/v1/residents', { body: JSON.stringify(person).slice(0, -1), headers: { 'idempotency-key': newId() } }), { status: 400, code: 'malformed-json' });
    saysNoMore(await scan(`${person.name}${person.phone}`), { status: 422, code: 'text-unknown' });
    saysNoMore(await scan(`${personal['text']}x`), { status: 422, code: 'code-invalid' });
    saysNoMore(await api.a.get(`/v1/residents/${encodeURIComponent(person.name)}`), { status: 404, code: 'not-found' });
  });

  it('when a statement of ours fails, with the values in its detail', async () => {
    await api.rows('alter table residents add constraint nobody_new check (false) not valid');
    saysNoMore(await api.a.post('/v1/residents', newPerson({ name: person.name, phone: person.phone })), { status: 500, code: 'internal-error' });
    await api.rows('alter table residents drop constraint nobody_new');
  });

  it('when a function of the database may not be called', async () => {
    const line = await Line.open(api, { residentId });
    await api.rows('revoke execute on function read_v2(jsonb) from api');
    saysNoMore(await line.send('cancel', { envelope: { reason: person.name } }), { status: 500, code: 'internal-error' });
    await api.rows('grant execute on function read_v2(jsonb) to api');
    expect((await line.send('cancel', { envelope: { reason: person.name } })).status).toBe(200);
  });

  it('when the database is away, with when to come back; and goes on by itself when it is there', async () => {
    const path = `/v1/journeys/${newId()}`;
    await cable.cut();
    for (const ask of [lookUp, () => api.a.get(path), () => api.a.post('/v1/residents', person), () => api.a.post(`${path}/commands`, { type: 'cancel', data: {} })]) {
      const reply = await ask();
      saysNoMore(reply, { status: 503, code: 'unavailable' });
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await send(api.url, 'GET', '/readyz')).toMatchObject({ status: 503, body: { status: 'not-ready', database: 'down' } });
    expect((await send(api.url, 'GET', '/healthz')).status).toBe(200);
    await cable.mend();
    expect((await lookUp()).status).toBe(200);
    expect((await send(api.url, 'GET', '/readyz')).status).toBe(200);
  });
});

describe('the log of all this', () => {
  type LogLine = { requestId?: string; journeyId?: string; commandId?: string; clientId?: string; route?: string; status?: number; level: string; err?: { stack?: string } };
  const lines = () => api.logged.map((line) => JSON.parse(line) as LogLine);
  const found = (logged: readonly string[]) => Object.entries(personal).filter(([, value]) => logged.some((line) => line.includes(value))).map(([what]) => what);

  it('follows a command by the ids of its request, its journey and itself', async () => {
    const line = await Line.open(api, { residentId });
    const reply = await line.send('cancel');
    const logged = lines().find(({ requestId }) => requestId === reply.headers.get('x-request-id'));
    expect(logged).toMatchObject({ journeyId: line.journeyId, commandId: reply.body['commandId'], clientId: 'site-a', route: '/v1/journeys/{id}/commands', status: 200 });
  });

  it('names no person: no name, number, phone or code text', () => {
    expect(api.logged.length).toBeGreaterThan(30);
    expect(found(api.logged)).toEqual([]);
    expect(api.logged.join('')).not.toMatch(/[一-鿿]/);
  });

  it('has a stack for whoever mends a fault, which the caller was not shown', () => {
    const faults = lines().filter(({ level, err }) => level === 'error' && err);
    expect(faults.length).toBeGreaterThanOrEqual(2);
    for (const { requestId } of faults) expect(requestId).toMatch(/^[\w.-]{8,64}$/);
  });

  it('would be caught: a planted value is found, and the last wall takes numbers and codes out', () => {
    const planted: string[] = [];
    const logger = createLogger('planted', 'info', { write: (line) => void planted.push(line) });
    logger.info({ code: person.name }, `${personal['number']} ${personal['phone']} ${personal['text']}`);
    expect(found(planted)).toEqual(['name']);
    expect(found(Object.values(personal))).toEqual(Object.keys(personal));
  });
});
