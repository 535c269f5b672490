import type { PolicyInForce, PolicyVersionShown } from '../../contracts/policies.js';
import { draftPolicy } from '../../contracts/policies.js';
import { inScope, TODAY } from '../../db/database-fixtures.js';
import { newId } from '../../db/new-id.js';
import { loadShipped, type PolicyDocuments } from '../../config/load-policies.js';
import { addDays } from '../../domain/time.js';
import { ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs, postAs, type Reply } from '../http-fixtures.js';
import { MMR, register, registerUnverified } from '../people-fixtures.js';

const VERSIONS = '/v1/policies/versions';
const shipped = loadShipped('clocks');
const now = () => new Date().toISOString();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

let api: ApiUnderTest;
let city: SignedIn;
let province: SignedIn;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  [city, province] = [await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' }), await api.signedIn({ roles: ['provincial-supervisor'], areaCode: '440000' })];
});
afterAll(() => api?.close());

function tiers(faceFrom: number): PolicyDocuments['identity-tiers'] {
  const copy = structuredClone(shipped['identity-tiers']);
  copy.editions[0]!.tiers[1]!.fromYears = faceFrom;
  return copy;
}

const asked = (change: object = {}) => ({ name: 'identity-tiers', document: tiers(18), effectiveFrom: now(), reason: '按应用指南', ...change });
const draft = (change: object = {}) => postAs<PolicyVersionShown>(city.client, VERSIONS, asked(change));
const approve = (id: string, against: number, by = province) => by.client.post<PolicyVersionShown>(`${VERSIONS}/${id}/approve`, { against });
const inForce = async (name: string) => (await getAs<{ data: PolicyInForce[] }>(city.client, '/v1/policies')).data.find((one) => one.name === name)!;
const fieldsOf = ({ status, body }: Reply) => ({ status, fields: body.params?.['fields'] });
const auditOf = (id: string) => api.rows<{ action: string; actor: object; params: object }>('select action, actor, params from audit_rows where object_id = $1 order by id', [id]);

/** Of somebody of 17 years, by which authority they would be asked about. */
async function askedAbout(): Promise<unknown> {
  const { id } = await registerUnverified(api.a, { birthDate: addDays(TODAY(), -366 * 17 - 30) });
  const { status, body } = await api.a.post(`/v1/residents/${id}/identity-check`, {});
  return status === 422 ? body.code : body['authority'];
}

describe('a version', () => {
  it('that two people have published decides the next identity check, in the process that runs', async () => {
    expect([await askedAbout(), (await inForce('identity-tiers')).version]).toEqual(['capture-required', 0]);
    const drafted = await draft();
    expect(drafted).toMatchObject({ version: 1, state: 'draft', against: 0, difference: [{ path: 'editions.2022-09-20.tiers.1.fromYears', before: '17', after: '18' }], drafted: { by: city.personId }, decided: null, reason: '按应用指南' });
    expect([await askedAbout(), (await inForce('identity-tiers')).waiting.map(({ id }) => id)]).toEqual(['capture-required', [drafted.id]]);

    expect(await approve(drafted.id, 0, city)).toMatchObject({ status: 409, body: { code: 'another-person-required', params: { action: 'approvePolicy' } } });
    expect(await approve(drafted.id, 0)).toMatchObject({ status: 200, body: { state: 'approved', decided: { by: province.personId }, against: 0, difference: drafted.difference } });
    expect(await askedAbout()).toBe('birth-certificate');
    expect(await inForce('identity-tiers')).toMatchObject({ version: 1, since: expect.stringMatching(/Z$/), document: tiers(18), waiting: [] });
    expect(await api.rows(`select (state->'asked'->>'tiersVersion')::int as version from identity_checks where state->'asked'->>'authority' = 'birth-certificate'`)).toEqual([{ version: 1 }]);
    expect(await auditOf(drafted.id)).toMatchObject([{ action: 'policy.draft', actor: { personId: city.personId } }, { action: 'policy.approve', actor: { personId: province.personId }, params: { name: 'identity-tiers', version: 1 } }]);
  });

  it('that is to come is in force from its instant on, and the latest that has passed is', async () => {
    const coming = await draft({ document: tiers(16), effectiveFrom: inDays(1) });
    expect(await approve(coming.id, coming.against)).toMatchObject({ status: 200, body: { effectiveFrom: coming.effectiveFrom } });
    expect([await askedAbout(), (await inForce('identity-tiers')).waiting]).toMatchObject(['birth-certificate', [{ id: coming.id, state: 'approved' }]]);
    const after = await draft({ document: tiers(15), effectiveFrom: inDays(2) });
    expect(after).toMatchObject({ against: coming.version, difference: [{ before: '16', after: '15' }] });
    await withoutTrigger(`update policy_versions set effective_at = now() where id = '${coming.id}'`);
    expect([await askedAbout(), (await inForce('identity-tiers')).version]).toEqual(['capture-required', coming.version]);
    await postAs(province.client, `${VERSIONS}/${after.id}/withdraw`, {});
  });

  it('of the schedule counts at the next command, and says by row where it differs', async () => {
    const document = structuredClone(shipped.schedule);
    document.editions[0]!.rows.find(({ name }) => name === 'MMR')!.steps[0]!.minAge = 'P30M';
    const { id, against, difference } = await draft({ name: 'schedule', document });
    expect(difference).toEqual([{ path: 'editions.2021.rows.MMR.steps.0.minAge', before: '"P8M"', after: '"P30M"' }]);
    const walksIn = async () => api.a.post('/v1/journeys', { residentId: (await register(api.a)).id, siteId: api.siteA.siteId, doses: MMR });
    expect((await walksIn()).status).toBe(201);
    expect((await approve(id, against)).status).toBe(200);
    expect(await walksIn()).toMatchObject({ status: 409, body: { code: 'too-young', params: { rule: 'minimum-age', edition: '2021' } } });
    expect((await inForce('schedule')).document).toEqual(document);
    const again = await draft({ name: 'schedule', document: shipped.schedule });
    expect((await approve(again.id, again.against)).status).toBe(200);
    expect((await walksIn()).status).toBe(201);
  });

  it('of the schedule in the shape before the editions is approved no more, and one that was goes on deciding', async () => {
    const simple = JSON.stringify({ edition: '2021', effectiveFrom: '2021-03-01', source: 's', liveIntervalDays: 28, series: [{ series: 'MMR', minAgeMonths: [30], minIntervalDays: [], finishBeforeMonths: [null] }] });
    const { id, against, version } = await draft({ name: 'schedule', document: shipped.schedule });
    await withoutTrigger(`update policy_versions set document = '${simple}' where id = '${id}'`);
    expect(fieldsOf(await approve(id, against))).toMatchObject({ status: 422, fields: expect.arrayContaining([{ field: 'document.editions', rule: 'must be array' }]) });
    await withoutTrigger(`update policy_versions set state = 'approved', against = ${against}, decided_by = '${province.personId}', decided_at = now(), effective_at = now() where id = '${id}'`);
    expect(await inForce('schedule')).toMatchObject({ version, document: { editions: [{ edition: '2021' }] } });
    expect(await api.a.post('/v1/journeys', { residentId: (await register(api.a)).id, siteId: api.siteA.siteId, doses: MMR })).toMatchObject({ status: 409, body: { code: 'too-young', params: { edition: '2021' } } });
    const again = await draft({ name: 'schedule', document: shipped.schedule });
    expect((await approve(again.id, again.against)).status).toBe(200);
  });

  it('of the clocks counts at the next command at the door, and beside it', async () => {
    const { id, against } = await draft({ name: 'clocks', document: { ...shipped.clocks, noShowAfterMs: 3_600_000, healthCodeValidMs: 30_000 } });
    expect((await approve(id, against)).status).toBe(200);
    const { id: residentId } = await register(api.a);
    const { journeyId } = await postAs<{ journeyId: string }>(api.a, '/v1/bookings', { residentId, siteId: api.siteA.siteId, slotId: api.siteA.slotIds[0], doses: MMR });
    expect(await api.rows(`select (state->>'noShowAt')::bigint - to_ms(ends_at) as after from journeys j join slots s on s.id = j.slot_id where j.id = $1`, [journeyId])).toEqual([{ after: '3600000' }]);
    const code = await postAs<{ id: string }>(api.a, `/v1/residents/${residentId}/health-codes`, {});
    const { expiresAt } = await postAs<{ expiresAt: string }>(api.a, `/v1/health-codes/${code.id}/dynamic-text`, {});
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(30_000);
  });

  it('is drafted and approved once for its key', async () => {
    const key = newId();
    const body = asked({ effectiveFrom: inDays(9) });
    const [first, again] = [await city.client.post<PolicyVersionShown>(VERSIONS, body, key), await city.client.post<PolicyVersionShown>(VERSIONS, body, key)];
    expect(again).toMatchObject({ status: 201, body: first.body });
    await postAs(city.client, `${VERSIONS}/${first.body.id}/withdraw`, {});
    expect(await approve(first.body.id, first.body.against)).toMatchObject({ status: 409, body: { code: 'policy-not-draft' } });
    expect((await auditOf(first.body.id)).map(({ action }) => action)).toEqual(['policy.draft', 'policy.withdraw']);
  });

  it('is approved against what its difference was seen against, also where another came between', async () => {
    const [one, other] = [await draft({ document: tiers(14) }), await draft({ document: tiers(13) })];
    expect((await approve(one.id, one.against)).status).toBe(200);
    expect(await approve(other.id, other.against)).toMatchObject({ status: 409, body: { code: 'policy-moved', params: { version: one.version } } });
    const seen = await getAs<PolicyVersionShown>(province.client, `${VERSIONS}/${other.id}`);
    expect(seen).toMatchObject({ against: one.version, difference: [{ before: '14', after: '13' }] });
    expect((await approve(other.id, seen.against)).status).toBe(200);
    const { data } = await getAs<{ data: { version: number }[] }>(city.client, `${VERSIONS}?name=identity-tiers&first=2`);
    expect(data.map(({ version }) => version)).toEqual([other.version, one.version]);
  });

  it.each([
    ['is changed', `update policy_versions set document = '{}'`],
    ['is drafted again', `update policy_versions set state = 'draft', decided_by = null, decided_at = null, against = null where state = 'approved'`],
  ])('never %s, whoever writes', async (_, sql) => {
    await expect(api.rows(sql)).rejects.toMatchObject({ code: 'MC020' });
    await expect(inScope(api.database.urls.api, null, sql)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a document', () => {
  it.each<[string, object, unknown]>([
    ['has a field that nobody knows', { document: { ...tiers(18), more: 1 } }, [{ field: 'document.more', rule: 'unknown-field' }]],
    ['has an authority that there is not', { document: { editions: [{ ...tiers(18).editions[0], tiers: [{ fromYears: 0, authority: 'nobody', knownBy: ['id-card'] }] }] } }, [{ field: 'document.editions.0.tiers.0.authority', rule: 'one of birth-certificate, police-face, household-register' }]],
    ['compares toddlers by face', { document: tiers(1) }, [{ field: 'document.editions.0.tiers.1', rule: 'example: toddler-not-by-face' }]],
    ['holds what Postgres cannot', { document: { editions: [{ ...tiers(18).editions[0], source: 'a\u0000b' }] } }, [{ field: 'document.document', rule: 'plain-text' }]],
    ['is of another policy', { name: 'clocks' }, expect.arrayContaining([{ field: 'document.editions', rule: 'unknown-field' }])],
  ])('that %s is refused with the place and the rule, and checked the same without being kept', async (_, change, fields) => {
    const { reason: _reason, ...body } = { ...asked(), ...change };
    expect(fieldsOf(await city.client.post(VERSIONS, { ...asked(), ...change }))).toEqual({ status: 422, fields });
    const before = await api.rows('select count(*)::int as n from policy_versions');
    const { faults } = await postAs<{ faults: { field: string; rule: string }[] }>(city.client, '/v1/policies/check', body);
    expect(faults.map(({ field, rule }) => ({ field: `document.${field}`, rule }))).toEqual(fields);
    expect(await api.rows('select count(*)::int as n from policy_versions')).toEqual(before);
  });
});

it('is for supervisors of the city and the province alone, as they are now', async () => {
  const leaver = await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' });
  await api.rows(`update people set roles = '{district-supervisor}', area_code = '440103' where id = $1`, [leaver.personId]);
  expect(await leaver.client.post(VERSIONS, draftPolicy.examples.bodies.tiers)).toMatchObject({ status: 403, body: { code: 'not-for-this-role' } });
});

/** As time does, which no test waits for. */
async function withoutTrigger(sql: string): Promise<void> {
  await api.rows('alter table policy_versions disable trigger policy_versions_stay');
  await api.rows(sql);
  await api.rows('alter table policy_versions enable trigger policy_versions_stay');
}
