import type { Case } from '../../contracts/cases.js';
import { openDoor, TODAY } from '../../db/database-fixtures.js';
import { toId } from '../../domain/ids.js';
import { ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs, postAs, type TestClient } from '../http-fixtures.js';
import { openSoftwareFault } from '../open-software-fault.js';
import { walkIn } from '../people-fixtures.js';

type Page = { data: Case[] };
type StageCounts = { data: { stage: string; count: number }[] };

let api: ApiUnderTest;
const cancel = (client: TestClient, journeyId: string) => postAs(client, `/v1/journeys/${journeyId}/commands`, { type: 'cancel', data: {}, reason: '改天再来', staffId: 'N-101' });

/** Two residents at site A whose cases are open while they wait. */
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  const open = openDoor(api.database.urls.api);
  for (let n = 0; n < 2; n += 1) await openSoftwareFault(open.door, toId((await walkIn(api.a, api.siteA)).journeyId), 'workflow-task');
  await open.pool.end();
});
afterAll(() => api?.close());

it('cases say whether their resident waits at a desk, and for what somebody is needed', async () => {
  const { data } = await getAs<Page>(api.a, '/v1/cases');
  expect(data.map(({ stage, atDesk }) => [stage, atDesk])).toEqual([['arrived', true], ['arrived', true]]);
  expect((await getAs<{ needs: object[] }>(api.operator, '/v1/cases/counts?area=440100')).needs).toEqual([{ need: 'at-desk', count: 2 }, { need: 'unclaimed', count: 2 }]);
  const [waits, leaves] = data;
  await cancel(api.a, leaves!.journeyId);
  expect(await getAs(api.a, `/v1/cases/${leaves!.id}`)).toMatchObject({ stage: 'cancelled', atDesk: false });
  expect((await getAs<Page>(api.a, '/v1/cases?need=at-desk')).data.map(({ id }) => id)).toEqual([waits!.id]);
  expect(await api.a.get('/v1/cases?need=lunch')).toMatchObject({ status: 422, body: { code: 'invalid-request' } });
});

it('cases are somebody’s own while that person has them in hand, and wait for the approval of everybody but who proposed', async () => {
  const one = await api.signedIn({ roles: ['district-supervisor'], areaCode: '440103' });
  const other = await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' });
  const { data: [about] } = await getAs<Page>(one.client, '/v1/cases');
  const at = (verb: string) => `/v1/cases/${about!.id}/${verb}`;
  const idsOf = async (who: SignedIn, need: string) => (await getAs<Page>(who.client, `/v1/cases?need=${need}`)).data.map(({ id }) => id);
  const { version } = await postAs<Case>(one.client, at('claim'), { staffId: one.personId });
  expect([await idsOf(one, 'mine'), await idsOf(other, 'mine')]).toEqual([[about!.id], []]);
  expect((await getAs<Page>(api.operator, '/v1/cases?need=mine&area=440000')).data).toEqual([]);
  await postAs<Case>(one.client, at('proposal'), { staffId: one.personId, caseVersion: version, action: 'retry', reason: '已排除' });
  expect([await idsOf(one, 'for-approval'), await idsOf(other, 'for-approval')]).toEqual([[], [about!.id]]);
});

it('journeys are counted by stage of a day, to the site and to its area', async () => {
  const counts = (client: TestClient, query: string) => getAs<StageCounts>(client, `/v1/journeys/counts?day=${TODAY()}${query}`);
  expect(await counts(api.b, '')).toEqual({ data: [] });
  const { journeyId } = await walkIn(api.b, api.siteB);
  const site = `&siteId=${api.siteB.siteId}`;
  for (const [client, query] of [[api.b, ''], [api.b, site], [api.operator, '&area=440300'], [api.operator, site]] as const) expect(await counts(client, query)).toEqual({ data: [{ stage: 'arrived', count: 1 }] });
  expect(await api.b.get(`/v1/journeys/counts?day=${TODAY()}&area=440000`)).toMatchObject({ status: 422, body: { code: 'list-not-offered', params: { offered: ['siteId+day', 'area+day'] } } });
  expect(await api.b.get('/v1/journeys/counts')).toMatchObject({ status: 422, body: { code: 'invalid-request' } });
  await cancel(api.b, journeyId);
  expect((await counts(api.operator, '')).data).toEqual([{ stage: 'arrived', count: 1 }, { stage: 'cancelled', count: 2 }]);
  expect((await counts(await api.signedIn({ roles: ['cashier'], siteIds: [api.siteA.siteId] }).then(({ client }) => client), '')).data).toEqual([{ stage: 'arrived', count: 1 }, { stage: 'cancelled', count: 1 }]);
});
