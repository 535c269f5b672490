import type { EscortAuthorisation } from '../../contracts/escorts.js';
import { TODAY } from '../../db/database-fixtures.js';
import { addDays, addMonths } from '../../domain/time.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs, postAs, type TestClient } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';
import { newMother, newPerson, register } from '../people-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

const pathOf = (residentId: string) => `/v1/residents/${residentId}/escort-authorisations`;

/** What a mother signs for the grandmother. */
function grandmother(change: object = {}) {
  const { name, identifiers } = newPerson({ birthDate: addDays(TODAY(), -22_000) });
  return {
    name, document: identifiers[0], relation: 'grandparent', products: null, validFrom: TODAY(), validUntil: addDays(TODAY(), 30),
    authorisedBy: newMother(), signature: { how: 'paper', paperReference: 'box-12.89' }, ...change,
  };
}

const authorise = (residentId: string, change: object = {}, client: TestClient = api.a) => postAs<EscortAuthorisation>(client, pathOf(residentId), grandmother(change));
/** What the door has read and appended meanwhile, by function. */
async function atTheDoor(meanwhile: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await counts();
  await meanwhile();
  return Object.fromEntries(Object.entries(await counts()).map(([name, count]) => [name, count - (before[name] ?? 0)] as const).filter(([, count]) => count > 0));
}

async function counts(): Promise<Record<string, number>> {
  const text = await fetch(`${api.url}/metrics`).then((answer) => answer.text());
  return Object.fromEntries([...text.matchAll(/^miaocheng_statements_total\{statement="((?:read|append)_\w+)"\} (\d+)$/gm)].map(([, name = '', count]) => [name, Number(count)]));
}

const byEscort = (escortAuthorisationId: string | null) => ({ data: { relation: 'escort', escortAuthorisationId } });

describe('an authorisation of a guardian', () => {
  it('is on record masked, encrypted and audited, once for its key', async () => {
    const { id } = await register(api.a);
    const body = grandmother({ products: ['mmr'] });
    const first = await api.a.post(pathOf(id), body, 'escort-1');
    expect(first).toMatchObject({ status: 201, body: { name: '欧****', relation: 'grandparent', products: ['mmr'], authorisedBy: 'mother', revokedAt: null } });
    expect((await api.a.post(pathOf(id), body, 'escort-1')).body).toEqual(first.body);
    expect((await getAs<{ data: EscortAuthorisation[] }>(api.a, pathOf(id))).data).toEqual([first.body]);
    const [row] = await api.rows<{ plain: string; kept: string }>(
      `select a.name_enc::text || a.document_enc::text || e.content_enc::text as plain, e.retention_until::text as kept
       from escort_authorisations a join evidence e on e.id = a.evidence_id where a.resident_id = $1`, [id]);
    expect(row?.plain).not.toContain(Buffer.from(body.name).toString('hex'));
    expect(row?.kept).toBe(addMonths(addDays(TODAY(), 30), 120));
    expect((await api.rows<{ action: string }>(`select action from audit_rows where object_id = $1 and action like 'escort.%' order by id`, [id])).map(({ action }) => action)).toEqual(['escort.authorise', 'escort.list']);
  });

  it('is known to the sites that know the resident alone', async () => {
    const { id } = await register(api.a);
    const { id: authorisationId } = await authorise(id);
    expect((await api.b.get(pathOf(id))).status).toBe(404);
    expect((await api.b.post(pathOf(id), grandmother())).status).toBe(404);
    expect((await api.b.post(`${pathOf(id)}/${authorisationId}/revoke`, {})).status).toBe(404);
    const other = await register(api.a);
    expect((await api.a.post(`${pathOf(other.id)}/${authorisationId}/revoke`, {})).status).toBe(404);
  });

  it.each([
    { fact: 'that ends before it begins', change: { validUntil: addDays(TODAY(), -1) }, field: 'validUntil' },
    { fact: 'by nobody who may', change: { authorisedBy: { ...newMother(), relation: 'aunt' } }, field: 'authorisedBy.relation' },
    { fact: 'of a document that is none', change: { document: { type: 'id-card', number: '440199196203120025' } }, field: 'document.number' },
  ])('$fact is refused by its field', async ({ change, field }) => {
    const { id } = await register(api.a);
    expect(await api.a.post(pathOf(id), grandmother(change))).toMatchObject({ status: 422, body: { code: 'invalid-request', params: { fields: [expect.objectContaining({ field })] } } });
  });

  it.each([
    ['registrar', 201], ['site-lead', 201], ['vaccinator', 403], ['cashier', 403],
  ] as const)('by a %s: %i', async (role, status) => {
    const { id } = await register(api.a);
    const { client } = await api.signedIn({ roles: [role], siteIds: [api.siteA.siteId] });
    expect((await client.post(pathOf(id), grandmother())).status).toBe(status);
  });
});

describe('a grandmother with two siblings, of whom one has an authorisation', () => {
  it('signs for the one, and the other is refused by the rule and deferred', async () => {
    const [one, other] = [await Line.open(api, { through: 'recordPrecheck' }), await Line.open(api, { through: 'recordPrecheck' })];
    const { id } = await authorise(one.residentId);
    expect(await atTheDoor(() => one.must('recordConsent', byEscort(id)))).toEqual({ read_with_escort_v1: 1, append_v1: 1 });
    expect(await other.send('recordConsent', byEscort(id))).toMatchObject({
      status: 409, body: { code: 'escort-not-authorised', params: { rule: 'none-on-record', plannedDoseId: other.plannedDoseId, next: 'notGiven' } },
    });
    await other.must('notGiven', { data: { reason: 'deferred' } });
    expect((await other.send('recordConsent', byEscort(id))).status).toBe(409);
  });

  it('not after the guardian has revoked it; what was signed stands', async () => {
    const line = await Line.open(api, { through: 'recordPrecheck' });
    const { id } = await authorise(line.residentId);
    await line.must('recordConsent', byEscort(id));
    expect((await postAs<EscortAuthorisation>(api.a, `${pathOf(line.residentId)}/${id}/revoke`, {})).revokedAt).not.toBeNull();
    expect(await line.send('recordConsent', byEscort(id))).toMatchObject({ status: 409, body: { params: { rule: 'revoked' } } });
    await line.must('verify');
  });
});

it('consent and checklist are kept for five years beyond the expiry of the lot, known at the checklist, in one append with it', async () => {
  const line = await Line.open(api, { through: 'recordConsent' });
  const kept = () => api.rows<{ purpose: string; until: string }>(`select purpose, retention_until::text as until from evidence where resident_id = $1 and purpose in ('recordPrecheck', 'recordConsent', 'verify') order by id`, [line.residentId]);
  const byDefault = addMonths(TODAY(), 120);
  expect((await kept()).map(({ until }) => until)).toEqual([byDefault, byDefault]);
  expect(await atTheDoor(() => line.must('verify'))).toEqual({ read_with_package_v1: 1, append_keeping_longer_v1: 1 });
  expect(await kept()).toEqual([{ purpose: 'recordPrecheck', until: byDefault }, { purpose: 'recordConsent', until: '2104-01-01' }, { purpose: 'verify', until: '2104-01-01' }]);
});
