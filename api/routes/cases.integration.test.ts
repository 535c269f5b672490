import type { Case } from '../../contracts/cases.js';
import type { z } from 'zod';
import { addResident, openDoor, type OpenDoor } from '../../db/database-fixtures.js';
import { Visit } from '../../db/door-fixtures.js';
import { newId } from '../../db/new-id.js';
import { openSoftwareFault } from '../open-software-fault.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs, postAs } from '../http-fixtures.js';
import { walkIn } from '../people-fixtures.js';

type Row = z.infer<typeof Case>;
type Page = { data: Row[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

let api: ApiUnderTest;
let open: OpenDoor;
const journeys: string[] = [];

/** What a watch finds from outside opens a case through the door; here three at site A and one at site B. */
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  open = openDoor(api.database.urls.api);
  for (let n = 0; n < 3; n += 1) journeys.push((await walkIn(api.a, api.siteA)).journeyId);
  const elsewhere = new Visit(open.door, api.siteB, await addResident(api.database.urls, [api.siteB]));
  await elsewhere.done(elsewhere.walkIn());
  journeys.push(elsewhere.journeyId);
  for (const journeyId of journeys) await openSoftwareFault(open.door, journeyId as Visit['journeyId'], 'workflow-task');
});
afterAll(async () => {
  await open?.pool.end();
  await api?.close();
});

it('are listed to their site, page by page, the most urgent first', async () => {
  const first = await getAs<Page>(api.a, '/v1/cases?first=2');
  const second = await getAs<Page>(api.a, `/v1/cases?first=2&after=${first.pageInfo.endCursor}`);
  expect([...first.data, ...second.data].map((row) => row.journeyId)).toEqual(journeys.slice(0, 3));
  expect(second.pageInfo.hasNextPage).toBe(false);
  expect(first.data[0]).toMatchObject({ kind: 'software-fault', status: 'open', siteId: api.siteA.siteId, areaCode: '440103', plannedDoseId: null });
  expect(Date.parse(first.data[0]!.dueAt)).toBeGreaterThan(Date.parse(first.data[0]!.openedAt));
});

it('are listed to an operator by site or by area', async () => {
  expect((await getAs<Page>(api.operator, `/v1/cases?siteId=${api.siteB.siteId}`)).data.map((row) => row.journeyId)).toEqual([journeys[3]]);
  expect((await getAs<Page>(api.operator, '/v1/cases?area=440000')).data).toHaveLength(4);
  expect((await getAs<Page>(api.operator, '/v1/cases')).data).toHaveLength(4); // all that is the operator's
  expect((await getAs<Page>(api.operator, '/v1/cases?area=440300')).data.map((row) => row.journeyId)).toEqual([journeys[3]]);
});

it('are listed by nothing else, and to a site of its own alone', async () => {
  const refusal = { status: 422, body: { code: 'list-not-offered', params: { offered: ['siteId', 'area'] } } };
  expect(await api.operator.get(`/v1/cases?area=440000&siteId=${api.siteA.siteId}`)).toMatchObject(refusal);
  expect(await api.a.get('/v1/cases?area=440000')).toMatchObject(refusal);
  expect(await api.a.get(`/v1/cases?siteId=${api.siteB.siteId}`)).toMatchObject({ status: 404 });
});

it('are found by what their id begins with, where the caller sees them', async () => {
  const all = (await getAs<Page>(api.operator, '/v1/cases')).data;
  const beginning = (id: string) => all.filter((row) => row.id.startsWith(id)).map((row) => row.id);
  const { id } = all.find((row) => row.journeyId === journeys[1])!;
  const found = async (client: typeof api.a, query: string) => (await getAs<Page>(client, `/v1/cases?${query}`)).data.map((row) => row.id);
  for (const length of [8, 9, 13, 22, 36]) expect(await found(api.operator, `number=${id.slice(0, length).toUpperCase()}`)).toEqual(beginning(id.slice(0, length)));
  expect(await found(api.operator, `number=${id}&kind=software-fault&queue=unclaimed&need=unclaimed`)).toEqual([id]);
  expect(await found(api.operator, `number=${id}&queue=in-hand`)).toEqual([]);
  expect(await found(api.a, `number=${id}`)).toEqual([id]);
  expect(await found(api.b, `number=${id}`)).toEqual([]);
  for (const text of [id.slice(0, 7), `${id}0`, '13912345678', '44010619', '%25', "01a1b2c3'"]) {
    expect(await api.operator.get(`/v1/cases?number=${text}`)).toMatchObject({ status: 422, body: { code: 'invalid-request', params: { fields: [{ field: '?number' }] } } });
  }
});

it('are read one by one within reach, and flag their journey', async () => {
  const { data: [one] } = await getAs<Page>(api.a, '/v1/cases');
  expect(await getAs(api.a, `/v1/cases/${one!.id}`)).toEqual(one);
  for (const [client, id] of [[api.b, one!.id], [api.a, newId()]] as const) expect(await client.get(`/v1/cases/${id}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(await getAs(api.a, `/v1/journeys/${one!.journeyId}`)).toMatchObject({ openCases: [{ caseId: one!.id, kind: 'software-fault', plannedDoseId: null }] });
});

const mine = async (n: number) => (await getAs<Page>(api.operator, '/v1/cases?area=440000')).data.find((row) => row.journeyId === journeys[n])!;

it('are kept for one supervisor at a time, who may renew and give back', async () => {
  const { id } = await mine(0);
  const claimed = await postAs<Row>(api.operator, `/v1/cases/${id}/claim`, { staffId: 'S-1' });
  expect(claimed).toMatchObject({ claim: { by: 'S-1' }, version: 2 });
  expect(await api.a.post(`/v1/cases/${id}/claim`, { staffId: 'S-2' })).toMatchObject({ status: 409, body: { code: 'case-claimed', params: { until: claimed.claim!.until } } });
  expect(await api.a.post(`/v1/cases/${id}/release`, { staffId: 'S-2' })).toMatchObject({ status: 409, body: { code: 'case-claimed' } });
  expect(await api.a.post(`/v1/cases/${id}/resolve`, { staffId: 'S-2', caseVersion: 2, action: 'retry' })).toMatchObject({ status: 409, body: { code: 'case-claimed' } });
  const renewed = await postAs<Row>(api.operator, `/v1/cases/${id}/claim`, { staffId: 'S-1' });
  expect(Date.parse(renewed.claim!.until)).toBeGreaterThanOrEqual(Date.parse(claimed.claim!.until));
  expect(await postAs(api.operator, `/v1/cases/${id}/release`, { staffId: 'S-1' })).toMatchObject({ claim: null, version: 4 });
  expect(await api.operator.post(`/v1/cases/${id}/release`, { staffId: 'S-1' })).toMatchObject({ status: 409, body: { code: 'case-not-claimed' } });
});

it('go to exactly one of several who reach for it at once', async () => {
  const { id } = await mine(1);
  const replies = await Promise.all(['S-1', 'S-2', 'S-3', 'S-4'].map((staffId) => api.operator.post(`/v1/cases/${id}/claim`, { staffId })));
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
});

it('are claimed once under one key', async () => {
  const { id, version } = await mine(2);
  const key = newId();
  const first = await api.operator.post(`/v1/cases/${id}/claim`, { staffId: 'S-9' }, key);
  expect(await api.operator.post(`/v1/cases/${id}/claim`, { staffId: 'S-9' }, key)).toMatchObject({ status: 200, body: first.body });
  expect(await api.operator.post(`/v1/cases/${id}/claim`, { staffId: 'S-8' }, key)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  expect((await mine(2)).version).toBe(version + 1);
});

it('keep what was said about them, readable to those who may see the case and to nobody in the database', async () => {
  const { id } = await mine(0);
  await postAs(api.operator, `/v1/cases/${id}/comments`, { staffId: 'S-1', text: '已电话询问接种点' });
  const { data } = await getAs<{ data: Record<string, unknown>[] }>(api.a, `/v1/cases/${id}/log`);
  expect(data.map(({ type }) => type)).toEqual(['opened', 'claimed', 'claimed', 'released', 'commented']);
  expect(data.at(-1)).toMatchObject({ version: 5, actor: { kind: 'client', clientId: 'operator', staffId: 'S-1' }, text: '已电话询问接种点' });
  expect(await api.b.get(`/v1/cases/${id}/log`)).toMatchObject({ status: 404 });
  expect(JSON.stringify(await api.rows('select data from case_events where case_id = $1', [id]))).not.toContain('电话');
});

it('are decided on the version that was read, by an action of their kind, once; the journey says so', async () => {
  const { id, journeyId, version, actions } = await mine(0);
  expect(actions).toEqual(['retry']);
  expect(await api.operator.post(`/v1/cases/${id}/resolve`, { staffId: 'S-1', caseVersion: version - 1, action: 'retry' })).toMatchObject({ status: 409, body: { code: 'case-moved', params: { version } } });
  expect(await api.operator.post(`/v1/cases/${id}/resolve`, { staffId: 'S-1', caseVersion: version, action: 'send-again' })).toMatchObject({
    status: 409, body: { code: 'case-action-not-allowed', params: { action: 'send-again', allowed: ['retry'] } },
  });
  expect(await postAs(api.operator, `/v1/cases/${id}/resolve`, { staffId: 'S-1', caseVersion: version, action: 'retry' })).toMatchObject({ journeyId, events: ['caseResolved', 'stepsRestarted'] });
  expect(await getAs(api.operator, `/v1/cases/${id}`)).toMatchObject({ status: 'resolved', action: 'retry', actions: [], claim: null, version: version + 1 });
  expect(await getAs(api.a, `/v1/journeys/${journeyId}`)).toMatchObject({ openCases: [] });
  expect(await mine(0)).toBeUndefined();
  const again = { staffId: 'S-1', caseVersion: version + 1, action: 'retry' };
  expect(await api.operator.post(`/v1/cases/${id}/resolve`, again)).toMatchObject({ status: 409, body: { code: 'case-not-open' } });
  expect(await api.operator.post(`/v1/cases/${id}/comments`, { staffId: 'S-1', text: 'late' })).toMatchObject({ status: 409, body: { code: 'case-not-open' } });
});

it('that are decided by two at once are decided by one', async () => {
  const { id, version } = await mine(3);
  const replies = await Promise.all(['S-1', 'S-2'].map((staffId) => api.operator.post(`/v1/cases/${id}/resolve`, { staffId, caseVersion: version, action: 'retry' })));
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect((await getAs<{ data: { type: string }[] }>(api.operator, `/v1/cases/${id}/log`)).data.map(({ type }) => type)).toEqual(['opened', 'resolved']);
});

it('are worked on by nobody without the scope, and by no channel', async () => {
  const { id } = await mine(1);
  expect(await api.as('operator', { scopes: ['cases:read'] }).post(`/v1/cases/${id}/claim`, { staffId: 'S-1' })).toMatchObject({ status: 403, body: { code: 'scope-missing' } });
  expect(await api.channelOf(newId()).post(`/v1/cases/${id}/claim`, { staffId: 'S-1' })).toMatchObject({ status: 403, body: { code: 'not-for-this-client' } });
});
