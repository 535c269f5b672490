import { gzipSync } from 'node:zlib';
import { OPERATIONS } from '../contracts/operations.js';
import { isWrite } from '../contracts/operation.js';
import { newId } from '../db/new-id.js';
import { ApiUnderTest } from './api-fixtures.js';
import { send } from './http-fixtures.js';
import { MMR, newPerson, register, walkIn } from './people-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

const raw = (body: string | Uint8Array, headers: Record<string, string> = {}) => api.a.send('POST', '/v1/residents', { body, headers: { 'idempotency-key': newId(), ...headers } });
const concrete = (path: string) => path.replaceAll(/\{\w+\}/g, () => newId());

describe('a body', () => {
  it.each([
    { fact: 'that is no JSON', body: '{"name": ', status: 400, code: 'malformed-json' },
    { fact: 'that is no object', body: '"name"', status: 422, code: 'invalid-request', params: { fields: [{ field: 'body', rule: 'must be object' }] } },
    { fact: 'that is a list', body: '[]', status: 422, code: 'invalid-request', params: { fields: [{ field: 'body', rule: 'must be object' }] } },
    { fact: 'over the limit', body: JSON.stringify({ name: 'x'.repeat(100_001) }), status: 413, code: 'body-too-large', params: { limitBytes: 100_000 } },
  ])('$fact is refused', async ({ body, status, code, params = {} }) => {
    expect(await raw(body)).toMatchObject({ status, body: { code, params } });
  });

  it('that grows over the limit when it is unpacked is refused', async () => {
    expect(await raw(gzipSync('x'.repeat(5_000_000)), { 'content-encoding': 'gzip' })).toMatchObject({ status: 413 });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', 'application/json; charset=latin1'])('of type %s is refused', async (type) => {
    expect(await raw('{}', { 'content-type': type })).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
  });

  it('that is not there is none of the type', async () => {
    expect(await api.a.send('POST', '/v1/residents/look-up')).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
  });

  it('with an unknown encoding is refused', async () => {
    expect(await raw('{}', { 'content-encoding': 'compress' })).toMatchObject({ status: 415 });
  });
});

describe('fields', () => {
  const post = (path: string, body: unknown) => api.a.post(path, body);

  it('that are unknown are refused and named, at every depth', async () => {
    const answer = await post('/v1/journeys', { residentId: newId(), siteId: api.siteA.siteId, doses: [{ ...MMR[0], price: 1 }], status: 'closed', verifiedBy: 'me' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-request' } });
    expect(answer.body.params!['fields']).toEqual([
      { field: 'doses.0.price', rule: 'unknown-field' }, { field: 'status', rule: 'unknown-field' }, { field: 'verifiedBy', rule: 'unknown-field' },
    ]);
  });

  it('that break a rule are all named with it, and no value is repeated', async () => {
    const answer = await post('/v1/sessions', { siteId: 'here', day: '2026-02-30', vaccines: [], slots: [{ startsAt: '9 o’clock', endsAt: '10:00', capacity: 0 }] });
    expect(answer.body.params!['fields']).toEqual([
      { field: 'siteId', rule: 'must be uuid' }, { field: 'day', rule: 'must be date' }, { field: 'vaccines', rule: 'at least 1' },
      { field: 'slots.0.startsAt', rule: 'must match /^([01]\\d|2[0-3]):[0-5]\\d$/' }, { field: 'slots.0.capacity', rule: 'at least 1' },
    ]);
    expect(JSON.stringify(answer.body)).not.toMatch(/o’clock|2026-02-30/);
  });

  it('of a query are named as such, with the one that is unknown or comes twice', async () => {
    expect((await api.a.get(`/v1/sessions?siteId=${newId()}&day=today&colour=red`)).body.params!['fields']).toEqual([
      { field: '?day', rule: 'must be date' }, { field: '?colour', rule: 'unknown-field' },
    ]);
    expect(await api.a.get('/v1/sites?area=440100&area=440300')).toMatchObject({ status: 422, body: { params: { fields: [{ field: '?area', rule: 'must be string' }] } } });
    expect(await api.a.get('/v1/sites?first=201')).toMatchObject({ status: 422, body: { params: { fields: [{ field: '?first', rule: 'at most 200' }] } } });
  });

  it('of a command are those of its type, which has to be one', async () => {
    const path = `/v1/journeys/${newId()}/commands`;
    expect((await post(path, { type: 'close', data: {} })).body.params!['fields']).toEqual([{ field: 'type', rule: expect.stringMatching(/^one of reschedule, cancel, /) }]);
    expect((await post(path, { type: 'release', data: { early: 'yes' } })).body.params!['fields']).toEqual([{ field: 'data.early', rule: 'must be boolean' }]);
    expect((await post(path, { type: 'cancel', data: { noteId: newId() } })).body.params!['fields']).toEqual([{ field: 'data.noteId', rule: 'unknown-field' }]);
  });

  it('cannot be assigned in mass, not by way of the prototype either (A24)', async () => {
    const person = JSON.stringify(newPerson());
    for (const [extra, field] of [['"status":"closed"', 'status'], ['"__proto__":{"admin":true}', '__proto__'], ['"constructor":{"prototype":{"admin":true}}', 'constructor'], ['"residentId":"x"', 'residentId']]) {
      expect(await raw(`${person.slice(0, -1)},${extra}}`)).toMatchObject({ status: 422, body: { params: { fields: [{ field, rule: 'unknown-field' }] } } });
    }
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    const { journeyId } = await walkIn(api.a, api.siteA);
    const answer = await api.a.send('POST', `/v1/journeys/${journeyId}/commands`, { body: '{"type":"cancel","data":{},"__proto__":{"expectedVersion":99}}', headers: { 'idempotency-key': 'proto' } });
    expect(answer.status).toBe(422);
    expect((await api.a.get(`/v1/journeys/${journeyId}`)).body).toMatchObject({ version: 1, stage: 'arrived' });
  });

  it.each(OPERATIONS.filter((operation) => operation.body).map((operation) => [operation.id, operation] as const))('of %s: an unknown one is named', async (_, operation) => {
    const [body] = Object.values(operation.examples.bodies ?? {});
    const client = await api.callerOf(operation);
    const answer = await client.post(concrete(operation.path), { ...(body as object), siteid: 'x' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-request', params: { fields: [{ field: 'siteid', rule: 'unknown-field' }] } } });
  });
});

describe('an address', () => {
  it('that is not there is not found, whoever asks', async () => {
    for (const path of ['/', '/v1', '/v1/journey', '/v1/sites/%E0%A4%A', `/v1/sites/${newId()}/scans/1`]) {
      expect(await send(api.url, 'GET', path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
  });

  it.each([...new Set(OPERATIONS.map(({ path }) => path))])('%s names the methods it takes when it is asked by another', async (path) => {
    const allowed = OPERATIONS.filter((operation) => operation.path === path).map(({ method }) => method.toUpperCase());
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const answer = await send(api.url, method, concrete(path));
      expect([answer.status, answer.body.code, answer.headers.get('allow')]).toEqual([405, 'method-not-allowed', allowed.join(', ')]);
    }
  });
});

describe('an Idempotency-Key', () => {
  it.each(OPERATIONS.filter(isWrite).map((operation) => [operation.id, operation] as const))('is asked for by %s', async (_, operation) => {
    const [body] = Object.values(operation.examples.bodies ?? {});
    const client = await api.callerOf(operation);
    expect(await client.send('POST', concrete(operation.path), { body })).toMatchObject({ status: 400, body: { code: 'idempotency-key-required' } });
  });

  it.each(['', ' ', 'a b', 'x'.repeat(201), 'clé'])('%j is malformed', async (key) => {
    const { id } = await register(api.a);
    expect(await api.a.post(`/v1/residents/${id}/health-codes`, {}, key)).toMatchObject({ status: 400, body: { code: 'idempotency-key-invalid' } });
  });
});
