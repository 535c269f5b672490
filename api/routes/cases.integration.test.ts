import type { Case } from '../../contracts/cases.js';
import type { z } from 'zod';
import { addResident, openDoor, type OpenDoor } from '../../db/database-fixtures.js';
import { Visit } from '../../db/door-fixtures.js';
import { newId } from '../../db/new-id.js';
import { openSoftwareFault } from '../open-software-fault.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs } from '../http-fixtures.js';
import { walkIn } from '../people-fixtures.js';

type Page = { data: z.infer<typeof Case>[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

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
  expect((await getAs<Page>(api.operator, '/v1/cases?area=440300')).data.map((row) => row.journeyId)).toEqual([journeys[3]]);
});

it('are listed by nothing else, and to a site of its own alone', async () => {
  const refusal = { status: 422, body: { code: 'list-not-offered', params: { offered: ['siteId', 'area'] } } };
  expect(await api.operator.get('/v1/cases')).toMatchObject(refusal);
  expect(await api.operator.get(`/v1/cases?area=440000&siteId=${api.siteA.siteId}`)).toMatchObject(refusal);
  expect(await api.a.get('/v1/cases?area=440000')).toMatchObject(refusal);
  expect(await api.a.get(`/v1/cases?siteId=${api.siteB.siteId}`)).toMatchObject({ status: 404 });
});

it('are read one by one within reach, and flag their journey', async () => {
  const { data: [one] } = await getAs<Page>(api.a, '/v1/cases');
  expect(await getAs(api.a, `/v1/cases/${one!.id}`)).toEqual(one);
  for (const [client, id] of [[api.b, one!.id], [api.a, newId()]] as const) expect(await client.get(`/v1/cases/${id}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(await getAs(api.a, `/v1/journeys/${one!.journeyId}`)).toMatchObject({ openCases: [{ caseId: one!.id, kind: 'software-fault', plannedDoseId: null }] });
});
