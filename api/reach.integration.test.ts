import type { CommandAnswer } from '../contracts/journey-commands.js';
import { COMMAND_EXAMPLES } from '../contracts/journey-commands.js';
import type { LotShown } from '../contracts/lots.js';
import type { Operation } from '../contracts/operation.js';
import { OPERATIONS } from '../contracts/operations.js';
import { SCOPES } from '../contracts/scopes.js';
import { inScope, openDoor } from '../db/database-fixtures.js';
import { newId } from '../db/new-id.js';
import { toId } from '../domain/ids.js';
import { ApiUnderTest } from './api-fixtures.js';
import { residentAssertion } from './auth/auth-fixtures.js';
import { getAs, postAs, send, type Reply, type TestClient } from './http-fixtures.js';
import { openSoftwareFault } from './open-software-fault.js';
import { MMR, register, showCode, walkIn } from './people-fixtures.js';

/** What belongs to site B and what does not exist, under the names that addresses and bodies have for it. */
type Objects = Record<'site' | 'slot' | 'resident' | 'journey' | 'command' | 'healthCode' | 'case' | 'lotHold', string>;

let api: ApiUnderTest;
let foreign: Objects;
let unknown: Objects;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  const walked: CommandAnswer & { residentId: string } = await walkIn(api.b, api.siteB);
  const { healthCodeId } = await showCode(api.b, walked.residentId);
  const open = openDoor(api.database.urls.api);
  await openSoftwareFault(open.door, toId(walked.journeyId), 'workflow-task');
  await open.pool.end();
  const { data } = await getAs<{ data: { id: string }[] }>(api.b, '/v1/cases');
  await api.rows(`insert into lots (product_id, lot, expires_on) values ('mmr', 'OF-B', '2099-01-01')`);
  const { holds } = await postAs<LotShown>(api.b, '/v1/lots/mmr/OF-B/holds', { staffId: 'S-1', kind: 'suspected', reason: '外观异常' });
  foreign = { site: api.siteB.siteId, slot: api.siteB.slotIds[0]!, resident: walked.residentId, journey: walked.journeyId, command: walked.commandId, healthCode: healthCodeId, case: data[0]!.id, lotHold: holds[0]!.id };
  unknown = { site: newId(), slot: newId(), resident: newId(), journey: newId(), command: newId(), healthCode: newId(), case: newId(), lotHold: newId() };
});
afterAll(() => api?.close());

const OF_PATH: [RegExp, keyof Objects][] = [[/\/sites\//, 'site'], [/\/residents\//, 'resident'], [/\/journeys\//, 'journey'], [/\/commands\//, 'command'], [/\/health-codes\//, 'healthCode'], [/\/cases\//, 'case'], [/\/lot-holds\//, 'lotHold']];
/** Open to every client that says who it is. */
const PUBLIC = ['getSite', 'listSites', 'listSessions', 'listLots'];
const named = ({ path }: Operation) => OF_PATH.find(([pattern]) => pattern.test(path))?.[1] ?? 'site';

/** What a person alone may ask, who sees it by role and by reach (people.integration.test.ts). */
const isOfPeople = ({ kinds }: Operation) => kinds.every((kind) => kind === 'person');

/** Every operation that names something: in its address, its query or its body. */
const naming = OPERATIONS.filter((operation) => operation.scope !== null && !isOfPeople(operation) && !PUBLIC.includes(operation.id) && (/\{id\}|bookings|sessions/.test(operation.path) || operation.query || operation.id === 'startWalkIn'));

/** One call of an operation on these objects: its address, query and body with their ids in place of those of the examples. */
function call(client: TestClient, operation: Operation, objects: Objects, body = Object.values(operation.examples.bodies ?? {})[0]): Promise<Reply> {
  const path = operation.path.replace('{id}', objects[named(operation)]);
  const query = operation.query && !isOfPeople(operation) ? `?siteId=${objects.site}${['listJourneys', 'countJourneys'].includes(operation.id) ? '&day=2026-11-24' : ''}` : '';
  return operation.method === 'get' ? client.get(path + query) : client.post(path, body && withIds(body, objects));
}

function withIds(body: unknown, { site, slot, resident }: Objects): unknown {
  return { ...(body as object), ...('siteId' in (body as object) && { siteId: site }), ...('slotId' in (body as object) && { slotId: slot }), ...('residentId' in (body as object) && { residentId: resident }) };
}

describe('what belongs to another site (A17)', () => {
  const cases = naming.flatMap((operation) => Object.entries(operation.examples.bodies ?? { none: undefined }).map(([name, body]) => ({ id: operation.id, name, operation, body })));
  const readable = cases.filter(({ name }) => !['identify', 'identifyOffline'].includes(name));

  it.each(readable)('is to $id ($name) as if it were not there', async ({ operation, body }) => {
    const client = operation.kinds.includes('site-client') ? api.a : api.as('operator-far');
    if (client.clientId === 'operator-far') await api.register({ clientId: 'operator-far', kind: 'operator', areaCode: '440400', scopes: SCOPES }).catch(() => undefined);
    const [there, not] = [await call(client, operation, foreign, body), await call(client, operation, unknown, body)];
    expect([there.status, there.body.code]).toEqual([404, 'not-found']);
    expect({ ...there.body, requestId: '' }).toEqual({ ...not.body, requestId: '' });
  });

  it('is to an identification by a good code as if it were not there', async () => {
    const { residentId } = await walkIn(api.a, api.siteA);
    const { text } = await showCode(api.a, residentId);
    const body = { ...COMMAND_EXAMPLES.identify, data: { text, readBackMatches: true } };
    for (const { journey } of [foreign, unknown]) expect(await api.a.post(`/v1/journeys/${journey}/commands`, body)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('did not change, nor did anything come to be there', async () => {
    expect(await getAs(api.b, `/v1/journeys/${foreign.journey}`)).toMatchObject({ version: 2, stage: 'arrived' });
    expect(await api.rows('select 1 from journeys where site_id = $1', [foreign.site])).toHaveLength(1);
    expect(await api.rows('select 1 from resident_access where resident_id = $1 and site_id = $2', [foreign.resident, api.siteA.siteId])).toEqual([]);
  });
});

describe('a client', () => {
  const asked = OPERATIONS.filter((operation) => operation.scope !== null);

  it.each(asked.map((operation) => [operation.id, operation] as const))('without a token is refused by %s', async (_, operation) => {
    const path = operation.path.replace('{id}', newId());
    const answer = await send(api.url, operation.method.toUpperCase(), path, operation.method === 'post' ? { body: {} } : {});
    expect([answer.status, answer.body.code, answer.headers.get('www-authenticate')]).toEqual([401, 'not-authenticated', 'Bearer']);
  });

  it.each(asked.filter(({ kinds }) => !kinds.includes('person')).map((operation) => [operation.id, operation] as const))('without the scope is refused by %s, which names it (A19)', async (_, operation) => {
    const needed = [operation.scope ?? []].flat();
    const kind = operation.kinds.includes('site-client') ? 'site-a' : 'operator';
    const answer = await call(api.as(kind, { scopes: SCOPES.filter((scope) => !needed.includes(scope)) }), operation, unknown);
    expect([answer.status, answer.body.code, answer.body.params]).toEqual([403, 'scope-missing', { scope: needed.join(' ') }]);
  });

  it.each(asked.filter((operation) => operation.kinds.length < 3).map((operation) => [operation.id, operation] as const))('of another kind is refused by %s, whatever its scopes', async (_, operation) => {
    const other = (['site-client', 'channel', 'operator'] as const).find((kind) => !operation.kinds.includes(kind))!;
    await api.register({ clientId: `all-${other}`, kind: other, scopes: SCOPES, ...(other === 'operator' && { areaCode: '440000' }) }).catch(() => undefined);
    expect(await call(api.as(`all-${other}`), operation, unknown)).toMatchObject({ status: 403, body: { code: 'not-for-this-client' } });
  });

  it('that is revoked is refused on its next call, though its token lives (A18)', async () => {
    const client = await api.register({ clientId: 'leaver', kind: 'site-client', siteIds: [api.siteA.siteId], scopes: SCOPES });
    const { journeyId } = await walkIn(client, api.siteA);
    await inScope(api.database.urls.migrator, null, `update api_clients set status = 'revoked' where id = 'leaver'`);
    expect(await client.get(`/v1/journeys/${journeyId}`)).toMatchObject({ status: 401, body: { code: 'not-authenticated' } });
    expect(await client.post(`/v1/journeys/${journeyId}/commands`, COMMAND_EXAMPLES.cancel)).toMatchObject({ status: 401 });
    expect(await getAs(api.a, `/v1/journeys/${journeyId}`)).toMatchObject({ version: 1 });
  });
});

describe('what is taken from a client', () => {
  it.each([
    { fact: 'its scope', sql: `update api_clients set scopes = '{journeys:read,residents:write}' where id = $1`, expected: { status: 403, body: { code: 'scope-missing', params: { scope: 'journeys:desk' } } } },
    { fact: 'its site', sql: 'delete from api_client_sites where client_id = $1', expected: { status: 404, body: { code: 'not-found' } } },
    { fact: 'everything', sql: `update api_clients set status = 'revoked' where id = $1`, expected: { status: 401, body: { code: 'not-authenticated' } } },
  ])('counts at its next command, though it called a moment ago: $fact', async ({ fact, sql, expected }) => {
    const clientId = `loser-of-${fact.replace(' ', '-')}`;
    const client = await api.register({ clientId, kind: 'site-client', siteIds: [api.siteA.siteId], scopes: SCOPES });
    const { journeyId, residentId } = await walkIn(client, api.siteA);
    await inScope(api.database.urls.migrator, null, sql, [clientId]);
    const path = `/v1/journeys/${journeyId}/commands`;
    expect(await client.post(path, { type: 'checkIn', data: { siteId: api.siteA.siteId }, station: 'kiosk' })).toMatchObject(expected);
    expect(await client.post('/v1/journeys', { residentId, siteId: api.siteA.siteId, doses: MMR })).toMatchObject(expected);
    expect(await getAs(api.a, `/v1/journeys/${journeyId}`)).toMatchObject({ version: 1 });
  });
});

describe('a channel', () => {
  it('reads and books for the resident of its assertion alone', async () => {
    const [own, other] = [await walkIn(api.a, api.siteA), await walkIn(api.a, api.siteA)];
    const channel = api.channelOf(own.residentId);
    for (const path of [`/v1/journeys/${own.journeyId}`, `/v1/journeys/${own.journeyId}/timeline`, `/v1/residents/${own.residentId}/results`]) expect((await channel.get(path)).status).toBe(200);
    for (const path of [`/v1/journeys/${other.journeyId}`, `/v1/journeys/${other.journeyId}/notices`, `/v1/residents/${other.residentId}`, `/v1/residents/${other.residentId}/results`]) {
      expect(await channel.get(path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
  });

  it('may not borrow the assertion of another channel', async () => {
    const { id } = await register(api.a);
    await api.register({ clientId: 'borrower', kind: 'channel', scopes: ['journeys:book'] });
    const authorization = `Bearer ${await api.token('borrower')}`;
    const assertion = await residentAssertion({ key: api.channelKey, claims: { iss: 'channel', sub: id } });
    expect(await send(api.url, 'GET', `/v1/residents/${id}`, { headers: { authorization, 'resident-assertion': assertion } })).toMatchObject({ status: 401, body: { code: 'assertion-invalid' } });
  });

  it('asserts a person to whom nothing belongs, and sees nothing', async () => {
    expect(await api.channelOf(newId()).post('/v1/bookings', { residentId: newId(), siteId: api.siteA.siteId, slotId: api.siteA.slotIds[0], doses: MMR })).toMatchObject({ status: 404 });
  });
});

/** Whatever a table holds, as one text; the audit is what a read leaves behind on purpose. */
async function everything(): Promise<string> {
  const tables = await api.rows<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`);
  const sums = tables.filter(({ name }) => !name.startsWith('audit_')).map(({ name }) => `select '${name}' as name, count(*), md5(string_agg(t::text, '|' order by t::text)) from "${name}" t`);
  return JSON.stringify(await api.rows(`select * from (${sums.join(' union all ')}) summed order by name`)); // branches of a union come in any order
}

it('no GET writes anything but audit rows (A26)', async () => {
  const before = await everything();
  for (const operation of OPERATIONS.filter(({ method, stream }) => method === 'get' && !stream)) {
    const client = operation.id === 'getCommand' ? api.b : api.operator;
    for (const caller of [client, api.b, api.channelOf(foreign.resident)]) await call(caller, operation, foreign);
  }
  expect(await everything()).toBe(before);
  await register(api.a);
  expect(await everything()).not.toBe(before);
});

it.each([`day=2026-11-24'--`, `day=2026-11-24&stage=arrived' or '1'='1`, 'day=2026-11-24&sort=id;drop table journeys', 'sort=id', 'order=asc', 'filter[stage]=x', 'stage[$ne]=x', 'first=1;select 1', 'after=W10', `after=${Buffer.from(JSON.stringify([`' or 1=1`, 'x'])).toString('base64url')}`, `after=${Buffer.from(JSON.stringify(['x', 'y'])).toString('base64url')}`])(
  'no text of a list reaches SQL: %s is refused (A39)',
  async (query) => {
    const answer = await api.a.get(`/v1/journeys?siteId=${api.siteA.siteId}&${query.includes('day=') || query.includes('sort') ? '' : 'day=2026-11-24&'}${query}`);
    expect([answer.status, ['invalid-request', 'list-not-offered'].includes(answer.body.code ?? '')]).toEqual([422, true]);
  },
);
