import { COMMAND_EXAMPLES } from '../contracts/journey-commands.js';
import { OPERATIONS } from '../contracts/operations.js';
import { isWrite, type Operation } from '../contracts/operation.js';
import { newId } from '../db/new-id.js';
import { may } from '../domain/access/permissions.js';
import { ROLES, type Role } from '../domain/access/roles.js';
import type { Journey } from '../contracts/journeys.js';
import { ApiUnderTest, OWN_REQUEST, PAGES, type Posting, type SignedIn } from './api-fixtures.js';
import { getAs, type Reply, type TestClient } from './http-fixtures.js';
import { MMR, register, walkIn } from './people-fixtures.js';

let api: ApiUnderTest;
let people: Record<Role, SignedIn>;

const AREA: Partial<Record<Role, string>> = { 'district-supervisor': '440103', 'city-supervisor': '440100', 'provincial-supervisor': '440000' };

function postingOf(role: Role): Posting {
  const areaCode = AREA[role];
  if (areaCode !== undefined) return { roles: [role], areaCode };
  return role === 'security-auditor' || role === 'administrator' ? { roles: [role] } : { roles: [role], siteIds: [api.siteA.siteId] };
}

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  const entries: [Role, SignedIn][] = [];
  for (const role of ROLES) entries.push([role, await api.signedIn(postingOf(role))]);
  people = Object.fromEntries(entries) as Record<Role, SignedIn>;
});
afterAll(() => api?.close());

const as = (role: Role): TestClient => people[role].client;

/** One call with the operation's own examples, on things that nobody has. */
function call(client: TestClient, { method, path, examples }: Operation): Promise<Reply> {
  const address = path.replace('{id}', newId());
  const query = new URLSearchParams(examples.query).toString();
  if (method === 'get') return client.get(query ? `${address}?${query}` : address);
  return client.post(address, Object.values(examples.bodies ?? {})[0]);
}

describe.each(ROLES)('a %s', (role) => {
  it.each(OPERATIONS.filter(({ id, scope, stream }) => scope !== null && id !== 'sendJourneyCommand' && !stream).map((operation) => [operation.id, operation] as const))('is let through to %s, or refused, as the table says', async (id, operation) => {
    const { status, body } = await call(as(role), operation);
    if (!may([role], id)) expect([status, body.code, body.params]).toEqual([403, 'not-for-this-role', { permission: id }]);
    else expect(body.code ?? 'none').not.toMatch(/not-for-this-role|not-for-this-client|scope-missing|not-authenticated|internal-error/);
  });

  it.each(Object.values(COMMAND_EXAMPLES))('may send $type, or is refused, as the table says', async (example) => {
    const permission = `sendJourneyCommand.${example.type}`;
    const { status, body } = await as(role).post(`/v1/journeys/${newId()}/commands`, { ...example, staffId: undefined });
    const opened = may([role], 'sendJourneyCommand') ? permission : 'sendJourneyCommand';
    if (!may([role], permission)) expect([status, body.code, body.params]).toEqual([403, 'not-for-this-role', { permission: opened }]);
    else expect([status, body.code]).toEqual(example.type === 'identify' ? [422, 'code-invalid'] : [404, 'not-found']); // what was shown is looked at first
  });
});

it('lets those follow what changes of whom the table says so', async () => {
  for (const role of ROLES) {
    const leave = new AbortController();
    const { status } = await fetch(`${api.url}/v1/changes`, { headers: await as(role).headers(), signal: leave.signal });
    leave.abort();
    expect([role, status]).toEqual([role, may([role], 'followChanges') ? 200 : 403]);
  }
});

describe('commands of a journey', () => {
  it('are of those roles that have them', async () => {
    const { journeyId } = await walkIn(api.a, api.siteA);
    const sends = (role: Role, body: unknown) => as(role).post(`/v1/journeys/${journeyId}/commands`, body);
    const refusedTo = async (role: Role, body: { type: string }) => expect(await sends(role, body)).toMatchObject({ status: 403, body: { code: 'not-for-this-role', params: { permission: `sendJourneyCommand.${body.type}` } } });
    await refusedTo('registrar', { type: 'recordPayment', data: { plannedDoseId: newId(), amountFen: 1 } } as never);
    await refusedTo('vaccinator', { type: 'planDose', data: { dose: MMR[0] } } as never);
    await refusedTo('cashier', { type: 'release', data: { early: false } } as never);
    expect(await sends('observer', { type: 'release', data: { early: false } })).toMatchObject({ status: 409, body: { code: 'not-in-this-stage' } });
  });

  it('are recorded under the person who sent them', async () => {
    const resident = await register(api.a);
    const { body, status } = await as('registrar').post('/v1/journeys', { residentId: resident.id, siteId: api.siteA.siteId, doses: MMR });
    expect(status).toBe(201);
    const { data } = await getAs<{ data: { actor: object }[] }>(as('registrar'), `/v1/journeys/${String(body['journeyId'])}/timeline`);
    expect(data[0]!.actor).toEqual({ kind: 'person', personId: people.registrar.personId });
    const [row] = await api.rows<{ actor: object }>(`select actor from audit_rows where action = 'journey.walkIn' and object_id = $1`, [body['journeyId']]);
    expect(row!.actor).toEqual({ kind: 'person', personId: people.registrar.personId });
  });

  it('are answered once for a key of the person, whom nobody else shares it with', async () => {
    const resident = await register(api.a);
    const key = newId();
    const walk = { residentId: resident.id, siteId: api.siteA.siteId, doses: MMR };
    const first = await as('registrar').post('/v1/journeys', walk, key);
    const again = await as('registrar').post('/v1/journeys', walk, key);
    expect([again.body['journeyId'], again.headers.get('idempotent-replay')]).toEqual([first.body['journeyId'], 'true']);
    expect((await as('site-lead').get(`/v1/commands/${String(first.body['commandId'])}`)).status).toBe(404);
    expect((await as('registrar').get(`/v1/commands/${String(first.body['commandId'])}`)).status).toBe(200);
  });

  it('are of nobody else by name (A23)', async () => {
    const { journeyId } = await walkIn(api.a, api.siteA);
    expect(await as('registrar').post(`/v1/journeys/${journeyId}/commands`, { type: 'cancel', data: {}, reason: '改天再来', staffId: 'N-101' })).toMatchObject({ status: 403, body: { code: 'not-as-somebody-else' } });
    expect(await as('registrar').post(`/v1/journeys/${journeyId}/commands`, { type: 'cancel', data: {}, reason: '改天再来', staffId: people.registrar.personId })).toMatchObject({ status: 200 });
  });
});

describe('reach', () => {
  it('is the site, the area, or nothing of a journey (A17, A22)', async () => {
    const here = (await walkIn(api.a, api.siteA)).journeyId;
    const there = (await walkIn(api.b, api.siteB)).journeyId; // in another city
    const sees = async (role: Role, id: string) => (await as(role).get(`/v1/journeys/${id}`)).status;
    for (const role of ['registrar', 'site-lead', 'district-supervisor', 'city-supervisor'] as const) expect([role, await sees(role, here), await sees(role, there)]).toEqual([role, 200, 404]);
    expect([await sees('provincial-supervisor', here), await sees('provincial-supervisor', there)]).toEqual([200, 200]);
    for (const role of ['security-auditor', 'administrator', 'stock-keeper'] as const) expect([role, await sees(role, here)]).toEqual([role, 403]);
  });

  it('lists what is in it and nothing else', async () => {
    const list = async (client: TestClient, query: string) => (await getAs<{ data: Journey[] }>(client, `/v1/journeys?${query}`)).data.map(({ siteId }) => siteId as string);
    const day = `day=${new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)}`;
    await walkIn(api.a, api.siteA);
    await walkIn(api.b, api.siteB);
    expect(new Set(await list(as('registrar'), day))).toEqual(new Set([api.siteA.siteId]));
    expect(new Set(await list(as('city-supervisor'), day))).toEqual(new Set([api.siteA.siteId]));
    expect(new Set(await list(as('provincial-supervisor'), day))).toEqual(new Set([api.siteA.siteId, api.siteB.siteId]));
    expect((await as('registrar').get(`/v1/journeys?siteId=${api.siteB.siteId}&${day}`)).status).toBe(404);
    const { client } = await api.signedIn({ roles: ['site-lead'], siteIds: [api.siteA.siteId, api.siteB.siteId] });
    expect(await client.get(`/v1/journeys?${day}`)).toMatchObject({ status: 422, body: { params: { fields: [{ field: 'siteId' }] } } });
    expect(new Set(await list(client, `siteId=${api.siteB.siteId}&${day}`))).toEqual(new Set([api.siteB.siteId]));
  });
});

describe('a session', () => {
  const send = (client: TestClient, method: string, path: string, headers: Record<string, string | undefined>) =>
    fetch(api.url + path, { method, headers: Object.fromEntries(Object.entries({ cookie: cookieOf(client), ...headers }).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]))) });
  const cookieOf = (client: TestClient) => Object.values(people).find((person) => person.client === client)?.cookie ?? '';
  const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code?: string }).code];

  it.each<{ fact: string; headers: Record<string, string | undefined> }>([
    { fact: 'without our header', headers: { 'miaocheng-request': undefined } },
    { fact: 'with another value of it', headers: { 'miaocheng-request': 'yes' } },
    { fact: 'from another site', headers: { 'sec-fetch-site': 'cross-site' } },
    { fact: 'from another port of this machine', headers: { 'sec-fetch-site': 'same-site' } },
    { fact: 'typed in', headers: { 'sec-fetch-site': 'none' } },
    { fact: 'of another origin', headers: { origin: 'http://127.0.0.1:1' } },
    { fact: 'of no origin', headers: { origin: 'null' } },
    { fact: 'that does not say where it comes from', headers: { origin: undefined, 'sec-fetch-site': undefined } },
  ])('takes no write $fact (A26)', async ({ headers }) => {
    const writes = OPERATIONS.filter(({ method }) => method === 'post');
    expect(writes.filter(isWrite).length).toBeGreaterThan(10);
    for (const { path } of writes) expect(await codeOf(await send(as('registrar'), 'POST', path.replace('{id}', newId()), { ...OWN_REQUEST, ...headers }))).toEqual([403, 'cross-site-request']);
  });

  it('takes a write that says by either means that it is ours', async () => {
    for (const without of ['origin', 'sec-fetch-site'] as const) expect(await codeOf(await send(as('registrar'), 'POST', '/v1/residents/look-up', { ...OWN_REQUEST, [without]: undefined }))).toEqual([415, 'unsupported-media-type']);
  });

  it('reads for pages of ours alone', async () => {
    for (const site of ['cross-site', 'same-site']) expect(await codeOf(await send(as('registrar'), 'GET', '/v1/me', { 'sec-fetch-site': site }))).toEqual([403, 'cross-site-request']);
    for (const headers of [{}, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, { origin: PAGES }]) expect((await send(as('registrar'), 'GET', '/v1/me', headers)).status).toBe(200);
  });

  it('does not stand in for a token that is not good, and a token not for it', async () => {
    expect(await codeOf(await send(as('registrar'), 'GET', '/v1/me', { ...OWN_REQUEST, authorization: 'Bearer broken' }))).toEqual([401, 'not-authenticated']);
    expect(await api.a.get('/v1/me')).toMatchObject({ status: 403, body: { code: 'not-for-this-client' } });
  });

  it('is over at the next request when the person is revoked', async () => {
    const { client, personId } = await api.signedIn({ roles: ['registrar'], siteIds: [api.siteA.siteId] });
    expect((await client.get('/v1/me')).status).toBe(200);
    await api.rows(`update people set status = 'revoked' where id = $1`, [personId]);
    expect(await client.get('/v1/me')).toMatchObject({ status: 401, body: { code: 'not-authenticated' } });
  });

  it('opens less at the next request when a role is taken away', async () => {
    const { client, personId } = await api.signedIn({ roles: ['registrar', 'cashier'], siteIds: [api.siteA.siteId] });
    expect((await client.post('/v1/residents/look-up', { identifier: { type: 'passport', number: 'E12345678' } })).status).toBe(200);
    await api.rows(`update people set roles = '{cashier}' where id = $1`, [personId]);
    expect((await client.post('/v1/residents/look-up', { identifier: { type: 'passport', number: 'E12345678' } })).status).toBe(403);
  });
});

it('names colleagues to whoever works with a resident, also after they have left', async () => {
  const { personId } = await api.signedIn({ roles: ['vaccinator'], siteIds: [api.siteA.siteId] });
  await api.rows(`update people set status = 'revoked' where id = $1`, [personId]);
  expect(await getAs(as('district-supervisor'), `/v1/people/${personId}`)).toMatchObject({ id: personId, roles: ['vaccinator'], name: expect.any(String) });
  expect(await as('registrar').get(`/v1/people/${newId()}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
});

describe('the audit', () => {
  const refusals = (code: string) => api.rows<{ actor: object; object_id: string; params: object }>(`select actor, object_id, params from audit_rows where action = 'request.refuse' and code = $1 order by at desc, id desc limit 1`, [code]);

  it('has one row for each refusal, of whom and for which operation, and nothing of what was asked', async () => {
    await as('cashier').post('/v1/residents/look-up', { identifier: { type: 'passport', number: 'E99999999' } });
    expect(await refusals('not-for-this-role')).toEqual([{ actor: { kind: 'person', personId: people.cashier.personId }, object_id: 'lookUpResident', params: { method: 'POST' } }]);
    await api.as('site-a', { scopes: ['cases:read'] }).get(`/v1/residents/${newId()}`);
    expect(await refusals('scope-missing')).toEqual([{ actor: { kind: 'client', clientId: 'site-a' }, object_id: 'getResident', params: { method: 'GET' } }]);
    await fetch(`${api.url}/v1/cases`, { headers: { authorization: 'Bearer 13900000000' } });
    expect(await refusals('not-authenticated')).toEqual([{ actor: { kind: 'unknown' }, object_id: 'listCases', params: { method: 'GET' } }]);
    expect(JSON.stringify(await api.rows('select row_to_json(a)::text as text from audit_rows a'))).not.toMatch(/E99999999|13900000000/);
  });

  it('has a row of what a person read', async () => {
    const resident = await register(api.a);
    await as('registrar').get(`/v1/residents/${resident.id}`);
    expect(await api.rows(`select actor from audit_rows where action = 'resident.read' and object_id = $1`, [resident.id])).toEqual([{ actor: { kind: 'person', personId: people.registrar.personId } }]);
  });
});
