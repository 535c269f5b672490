import { createHash, generateKeyPairSync } from 'node:crypto';
import type { RegisteredClient } from '../../contracts/clients.js';
import type { Scope } from '../../contracts/scopes.js';
import { inScope, TODAY } from '../../db/database-fixtures.js';
import { newId } from '../../db/new-id.js';
import { addDays } from '../../domain/time.js';
import { ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { keyPair } from '../auth/auth-fixtures.js';
import { getAs, postAs, type Reply } from '../http-fixtures.js';
import { MMR, register as registerResident, walkIn } from '../people-fixtures.js';

const CLIENTS = '/v1/administration/clients';

let api: ApiUnderTest;
let administrator: SignedIn;
let drawn = 0;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  administrator = await api.signedIn({ roles: ['administrator'] });
});
afterAll(() => api?.close());

const publicJwk = (kid?: string) => ({ ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }), ...(kid && { kid }) }) as Record<string, unknown>;
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ format: 'jwk' });
const grant = (change: object = {}) => ({ name: '测试门诊系统', areaCode: null, siteIds: [api.siteA.siteId], scopes: ['journeys:read', 'journeys:desk', 'residents:write', 'residents:read'] satisfies Scope[], validUntil: null, ...change });
const body = (change: object = {}) => ({ id: `client-${(drawn += 1)}`, kind: 'site-client', ...grant(), jwk: publicJwk(), ...change });
const register = (change: object = {}) => postAs<RegisteredClient>(administrator.client, CLIENTS, body(change));
const post = ({ id, version }: RegisteredClient, path: string, sent: object) => administrator.client.post<RegisteredClient>(`${CLIENTS}/${id}${path}`, { version, ...sent });
const auditOf = (clientId: string) => api.rows<{ action: string; actor: object; params: Record<string, unknown> }>(`select action, actor, params from audit_rows where object_kind = 'client' and object_id = $1 order by id`, [clientId]);
const fieldsOf = ({ status, body: problem }: Reply<object>) => ({ status, fields: (problem as Reply['body']).params?.['fields'] });

describe('a client that is registered', () => {
  it('calls at its site and at no other, with what it was given and no more', async () => {
    const { id } = await register();
    const client = api.as(id);
    const { journeyId } = await walkIn(client, api.siteA);
    expect((await client.get(`/v1/journeys/${journeyId}`)).status).toBe(200);
    expect(await api.b.get(`/v1/journeys/${journeyId}`)).toMatchObject({ status: 404 });
    const resident = await registerResident(client);
    expect(await client.post('/v1/journeys', { residentId: resident.id, siteId: api.siteB.siteId, doses: MMR })).toMatchObject({ status: 404 });
    expect(await client.get('/v1/cases')).toMatchObject({ status: 403, body: { code: 'scope-missing' } });
  });

  it('has its public key alone, by name and thumbprint, and stands in the audit and the list', async () => {
    const client = await register({ jwk: { ...publicJwk('key-1'), use: 'sig', alg: 'ES256' } });
    expect(client).toMatchObject({ kind: 'site-client', status: 'active', version: 1, siteIds: [api.siteA.siteId], keys: [{ kid: 'key-1', alg: 'ES256', retiredAt: null }] });
    expect(await getAs(administrator.client, `${CLIENTS}/${client.id}`)).toEqual(client);
    expect(await auditOf(client.id)).toMatchObject([{ action: 'client.register', actor: { kind: 'person', personId: administrator.personId }, params: { scopes: client.scopes, keys: [{ thumbprint: client.keys[0]?.thumbprint }] } }]);
    expect((await getAs<{ data: RegisteredClient[] }>(administrator.client, `${CLIENTS}?first=200&siteId=${api.siteA.siteId}`)).data.map(({ id }) => id)).toContain(client.id);
  });

  it('is named by its thumbprint when its key has no name, and may sign by any of three algorithms', async () => {
    const unnamed = await register();
    expect(unnamed.keys[0]?.kid).toBe(unnamed.keys[0]?.thumbprint);
    expect((await register({ jwk: rsa(2048) })).keys).toMatchObject([{ alg: 'RS384' }]);
    expect((await register({ jwk: (await keyPair('p384', 'ES384')).publicJwk })).keys).toMatchObject([{ alg: 'ES384', kid: 'p384' }]);
  });

  const wrongKeys: [string, () => object | Promise<object>, string][] = [
    ['a private key', async () => (await keyPair('k')).privateJwk, 'private-key'],
    ['a secret', () => ({ kty: 'oct', k: 'c2VjcmV0' }), 'private-key'],
    ['a key of 1024 bits', () => rsa(1024), 'too-weak'],
    ['a key of the exponent 3', () => ({ ...rsa(2048), e: 'Aw' }), 'too-weak'],
    ['a key for no algorithm', () => ({ ...publicJwk(), alg: 'none' }), 'wrong-alg'],
    ['a key for a secret’s algorithm', () => ({ ...publicJwk(), alg: 'HS256' }), 'wrong-alg'],
    ['a key for encryption', () => ({ ...publicJwk(), use: 'enc' }), 'not-for-signing'],
    ['a curve that we do not take', () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey.export({ format: 'jwk' }), 'unsupported-key'],
    ['a point on no curve', () => { const jwk = publicJwk(); return { ...jwk, y: jwk['x'] }; }, 'not-a-key'],
  ];
  it.each(wrongKeys)('has not %s', async (_, jwk, rule) => {
    const wrong = await jwk();
    const logged = api.logged.length;
    expect(fieldsOf(await administrator.client.post(CLIENTS, body({ jwk: wrong })))).toEqual({ status: 422, fields: [{ field: 'jwk', rule }] });
    const secrets = ['d', 'k'].flatMap((member) => (member in wrong ? [String((wrong as Record<string, unknown>)[member])] : []));
    for (const secret of secrets) expect(api.logged.slice(logged).join('') + JSON.stringify(await api.rows(`select row_to_json(c) from command_keys c`)) + JSON.stringify(await api.rows('select params from audit_rows'))).not.toContain(secret);
  });

  it.each<[string, () => object, { field: string; rule: string }]>([
    ['under an id with capitals', () => ({ id: 'Site' }), { field: 'id', rule: 'must match /^[a-z0-9][a-z0-9-]{1,63}$/' }],
    ['under an id that is another’s', () => ({ id: 'site-a' }), { field: 'id', rule: 'taken' }],
    ['at a site that is none', () => ({ siteIds: [newId()] }), { field: 'siteIds', rule: 'unknown' }],
    ['of a site without one', () => ({ siteIds: [] }), { field: 'siteIds', rule: 'needed-by-kind' }],
    ['for residents with a site', () => ({ kind: 'channel' }), { field: 'siteIds', rule: 'not-of-kind' }],
    ['over no area', () => ({ kind: 'operator', siteIds: [] }), { field: 'areaCode', rule: 'needed-by-kind' }],
    ['over an area that is none', () => ({ kind: 'operator', siteIds: [], areaCode: '990000' }), { field: 'areaCode', rule: 'unknown' }],
    ['without a scope', () => ({ scopes: [] }), { field: 'scopes', rule: 'at least 1' }],
    ['until yesterday', () => ({ validUntil: addDays(TODAY(), -1) }), { field: 'validUntil', rule: 'not-before-today' }],
  ])('is not %s', async (_, wrong, fault) => {
    expect(fieldsOf(await administrator.client.post(CLIENTS, body(wrong())))).toEqual({ status: 422, fields: [fault] });
  });

  it('has no scope that there is not, and not the id of the pages', async () => {
    expect(await administrator.client.post(CLIENTS, body({ scopes: ['everything'] }))).toMatchObject({ status: 422, body: { params: { fields: [{ field: 'scopes.0' }] } } });
    await api.rows(`insert into browser_clients (id, name, jwks, redirect_uris, post_logout_redirect_uris) values ('admin-page', 'x', '{}', '{https://pages.example/auth/callback}', '{}')`);
    expect(fieldsOf(await administrator.client.post(CLIENTS, body({ id: 'admin-page' })))).toEqual({ status: 422, fields: [{ field: 'id', rule: 'taken' }] });
  });
});

describe('a change', () => {
  it('counts at the next call: what was taken is gone, what was given is there', async () => {
    const client = await register();
    const { journeyId } = await walkIn(api.as(client.id), api.siteA);
    const { body: moved } = await post(client, '', grant({ siteIds: [api.siteB.siteId], scopes: ['journeys:read', 'cases:read'] }));
    expect(moved).toMatchObject({ siteIds: [api.siteB.siteId], scopes: ['journeys:read', 'cases:read'], version: 2 });
    expect((await api.as(client.id).get(`/v1/journeys/${journeyId}`)).status).toBe(404);
    expect((await api.as(client.id).get('/v1/cases')).status).toBe(200);
    expect(await api.as(client.id).post(`/v1/journeys/${journeyId}/commands`, { type: 'cancel', data: {}, reason: '不来了' })).toMatchObject({ status: 403, body: { code: 'scope-missing' } });
    expect((await auditOf(client.id))[1]).toMatchObject({ action: 'client.change', params: { siteIds: [api.siteB.siteId], before: { siteIds: [api.siteA.siteId] } } });
  });

  it('on what was read before somebody else changed it is refused', async () => {
    const client = await register();
    await post(client, '', grant({ name: '新名' }));
    expect(await post(client, '', grant({ name: '旧名' }))).toMatchObject({ status: 409, body: { code: 'changed-meanwhile', params: { version: 2 } } });
    expect(await post(client, '/revoke', { reason: 'misuse' })).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } });
    expect(fieldsOf(await post({ ...client, version: 2 }, '', grant({ siteIds: [newId()] })))).toEqual({ status: 422, fields: [{ field: 'siteIds', rule: 'unknown' }] });
  });

  it('that brings its last day ends it when that day is over', async () => {
    const client = await register({ validUntil: TODAY() });
    expect(client.validUntil).toBe(TODAY());
    const { journeyId } = await walkIn(api.as(client.id), api.siteA);
    await api.rows(`update api_clients set valid_until = now() where id = $1`, [client.id]);
    expect(await api.as(client.id).get(`/v1/journeys/${journeyId}`)).toMatchObject({ status: 401, body: { code: 'not-authenticated' } });
    // The gate of commands remembers the client; the door reads it anew.
    expect((await api.as(client.id).post(`/v1/journeys/${journeyId}/commands`, { type: 'cancel', data: {}, reason: '不来了' })).status).toBe(401);
  });
});

describe('keys', () => {
  it('overlap while a client goes over from one to the next, and one that went does not come back', async () => {
    const [first, next] = [publicJwk('k-1'), publicJwk('k-2')];
    const client = await register({ jwk: first });
    const { body: both } = await post(client, '/keys', { jwk: next });
    expect(both.keys.map(({ kid, retiredAt }) => [kid, retiredAt])).toEqual([['k-1', null], ['k-2', null]]);
    const inForce = async () => (await api.rows<{ jwks: { keys: { kid: string }[] } }>('select jwks from api_clients where id = $1', [client.id]))[0]?.jwks.keys.map(({ kid }) => kid);
    expect(await inForce()).toEqual(['k-1', 'k-2']);
    const { body: one } = await post(both, '/keys/retire', { thumbprint: both.keys[0]?.thumbprint });
    expect(one.keys).toMatchObject([{ kid: 'k-2', retiredAt: null }, { kid: 'k-1', retiredAt: expect.any(String) }]);
    expect(await inForce()).toEqual(['k-2']);
    for (const again of [first, publicJwk('k-1'), { ...first, kid: 'k-3' }]) expect(fieldsOf(await post(one, '/keys', { jwk: again }))).toEqual({ status: 422, fields: [{ field: 'jwk', rule: 'taken' }] });
    expect((await auditOf(client.id)).map(({ action, params }) => [action, params['kid'] ?? null])).toEqual([['client.register', null], ['client.add-key', 'k-2'], ['client.retire-key', 'k-1']]);
  });

  it('are one at least and four at most, and never private', async () => {
    let client = await register();
    expect(fieldsOf(await post(client, '/keys/retire', { thumbprint: client.keys[0]?.thumbprint }))).toEqual({ status: 422, fields: [{ field: 'thumbprint', rule: 'last-key' }] });
    expect(fieldsOf(await post(client, '/keys/retire', { thumbprint: createHash('sha256').update('x').digest('base64url') }))).toEqual({ status: 422, fields: [{ field: 'thumbprint', rule: 'unknown' }] });
    for (let n = 0; n < 3; n += 1) client = (await post(client, '/keys', { jwk: publicJwk() })).body;
    expect(fieldsOf(await post(client, '/keys', { jwk: publicJwk() }))).toEqual({ status: 422, fields: [{ field: 'jwk', rule: 'too-many' }] });
    expect(fieldsOf(await post(client, '/keys', { jwk: (await keyPair('x')).privateJwk }))).toEqual({ status: 422, fields: [{ field: 'jwk', rule: 'private-key' }] });
  });

  it('from before there was a log are as old as their client, and can be retired', async () => {
    const before = await getAs<RegisteredClient>(administrator.client, `${CLIENTS}/site-b`);
    expect(before.keys).toMatchObject([{ kid: 'channel-1', addedAt: before.createdAt }]);
    const { body: both } = await post(before, '/keys', { jwk: publicJwk('later') });
    const { body: one } = await post(both, '/keys/retire', { thumbprint: before.keys[0]?.thumbprint });
    expect(one.keys).toMatchObject([{ kid: 'later' }, { kid: 'channel-1', addedAt: before.createdAt, retiredAt: expect.any(String) }]);
  });
});

describe('a client that is revoked', () => {
  it('is out at its next call, for good, with why in the audit', async () => {
    const client = await register();
    const { journeyId } = await walkIn(api.as(client.id), api.siteA);
    expect((await post(client, '/revoke', { reason: 'key-compromised' })).body).toMatchObject({ status: 'revoked', revokedFor: 'key-compromised', revokedAt: expect.any(String), version: 2 });
    expect(await api.as(client.id).get(`/v1/journeys/${journeyId}`)).toMatchObject({ status: 401, body: { code: 'not-authenticated' } });
    expect((await api.as(client.id).post(`/v1/journeys/${journeyId}/commands`, { type: 'cancel', data: {}, reason: '不来了' })).status).toBe(401);
    expect((await auditOf(client.id)).at(-1)).toMatchObject({ action: 'client.revoke', actor: { kind: 'person', personId: administrator.personId }, params: { reason: 'key-compromised' } });
    const revoked = { ...client, version: 2 };
    for (const [path, sent] of [['', grant()], ['/keys', { jwk: publicJwk() }], ['/revoke', { reason: 'other' }]] as const) expect(await post(revoked, path, sent)).toMatchObject({ status: 409, body: { code: 'client-revoked' } });
    expect(fieldsOf(await administrator.client.post(CLIENTS, body({ id: client.id })))).toEqual({ status: 422, fields: [{ field: 'id', rule: 'taken' }] });
    expect(fieldsOf(await post(await register(), '/revoke', { reason: 'because' }))).toMatchObject({ status: 422, fields: [{ field: 'reason' }] });
  });
});

it('lists a page at a time', async () => {
  const all: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const { data, pageInfo }: { data: RegisteredClient[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } = await getAs(administrator.client, `${CLIENTS}?first=3${after ? `&after=${after}` : ''}`);
    all.push(...data.map(({ id }) => id));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  }
  expect(all).toEqual((await api.rows<{ id: string }>('select id from api_clients order by id')).map(({ id }) => id));
  expect((await administrator.client.get(`${CLIENTS}/nobody`)).status).toBe(404);
});

it('is nothing for an auditor, a supervisor or a machine, and a hole in the API could not either', async () => {
  const others = [await api.signedIn({ roles: ['security-auditor'] }), await api.signedIn({ roles: ['provincial-supervisor'], areaCode: '440000' })];
  for (const { client } of others) {
    for (const path of [CLIENTS, `${CLIENTS}/site-a`]) expect(await client.get(path)).toMatchObject({ status: 403, body: { code: 'not-for-this-role' } });
    expect(await client.post(CLIENTS, body())).toMatchObject({ status: 403 });
  }
  expect(await api.operator.post(`${CLIENTS}/site-a/revoke`, { reason: 'misuse', version: 1 })).toMatchObject({ status: 403, body: { code: 'not-for-this-client' } });
  for (const actor of [newId(), others[0]?.personId]) await expect(inScope(api.database.urls.api, null, 'select revoke_client_v1($1::jsonb)', [JSON.stringify({ actor, clientId: 'site-a', version: 1 })])).rejects.toMatchObject({ code: '42501' });
  await expect(inScope(api.database.urls.api, null, `update api_clients set status = 'active'`)).rejects.toMatchObject({ code: '42501' });
});
