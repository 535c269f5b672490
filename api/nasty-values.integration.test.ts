import { OPERATIONS } from '../contracts/operations.js';
import type { Operation } from '../contracts/operation.js';
import { saveQuery } from '../contracts/saved-queries.js';
import { ApiUnderTest } from './api-fixtures.js';
import { postAs } from './http-fixtures.js';
import { Line } from './line-fixtures.js';
import { showCode } from './people-fixtures.js';

let api: ApiUnderTest;
let savedQuery: string;
/** What stands for the ids of the examples, in addresses and bodies: of a visit that has come to the checklist. */
let ids: Record<string, string>;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  await api.rows(`insert into breakers (system, state) values ('registry-guangdong', 'open')`);
  ({ id: savedQuery } = await postAs<{ id: string }>(await api.callerOf(saveQuery), saveQuery.path, saveQuery.examples.bodies.rejected));
});
beforeEach(async () => {
  const line = await Line.open(api, { through: 'recordConsent' });
  const { healthCodeId } = await showCode(api.a, line.residentId);
  const people = await api.employ({ roles: ['registrar'], siteIds: [api.siteA.siteId] });
  await api.rows(`insert into api_clients (id, name, kind, jwks, scopes) values ('nasty', 'x', 'channel', '{"keys": []}', '{}') on conflict do nothing`);
  ids = { people, clients: 'nasty', 'saved-queries': savedQuery, sites: api.siteA.siteId, residents: line.residentId, journeys: line.journeyId, 'health-codes': healthCodeId, siteId: api.siteA.siteId, slotId: api.siteA.slotIds[0]!, residentId: line.residentId, plannedDoseId: line.plannedDoseId };
});
afterAll(() => api?.close());

/** What breaks parsers, databases and arithmetic. */
const NASTY: unknown[] = ['', 'a\u0000b', '\ud800', `'; drop table journeys; --`, '9'.repeat(400), '00000000-0000-0000-0000-000000000000', '-271821-04-20T00:00:00.000Z', '2026-02-30', -1, 0, 1e308, 2 ** 53, 0.5, null, [], {}, { __proto__: null, constructor: 1 }];

/** A valid body with one member replaced, for every member at every depth; of a list its first. */
function* replacements(body: unknown): Generator<(value: unknown) => unknown> {
  if (typeof body !== 'object' || body === null) return;
  for (const [name, inner] of Object.entries(body).slice(0, Array.isArray(body) ? 1 : undefined)) {
    const put = (value: unknown) => (Array.isArray(body) ? body.with(Number(name), value) : { ...body, [name]: value });
    yield put;
    for (const deeper of replacements(inner)) yield (value) => put(deeper(value));
  }
}
const withIds = (body: unknown): unknown => JSON.parse(JSON.stringify(body), (name, value: unknown) => (typeof value === 'string' && name in ids ? ids[name] : value));

const written = OPERATIONS.filter((operation) => operation.body).flatMap((operation) => Object.entries(operation.examples.bodies ?? {}).map(([name, body]) => [operation.id, name, operation, body] as const));

it.each(written)('%s %s makes no fault, whatever stands in a field', async (_id, _name, operation: Operation, example) => {
  const client = await api.callerOf(operation);
  const path = operation.path.replace(/(?<=\/([\w-]+)\/)\{id\}/, (_, resource: string) => ids[resource] ?? '');
  const bodies = [...replacements(withIds(example))].flatMap((put) => NASTY.map(put));
  for (let n = 0; n < bodies.length; n += 8) {
    const answers = await Promise.all(bodies.slice(n, n + 8).map((body) => client.post(path, body)));
    expect(answers.flatMap(({ status }, i) => (status < 500 ? [] : [{ status, body: bodies[n + i] }]))).toEqual([]);
  }
});
