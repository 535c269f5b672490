import type { Session } from '../../contracts/sessions.js';
import type { Site } from '../../contracts/sites.js';
import { newId } from '../../db/new-id.js';
import { TODAY } from '../../db/database-fixtures.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs, postAs } from '../http-fixtures.js';

type Page<T> = { data: T[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

describe('sites', () => {
  it('are known to every client, by area and page by page', async () => {
    const first = await getAs<Page<Site>>(api.as('channel'), '/v1/sites?first=1');
    expect(first.data.map((site) => site.id)).toEqual([api.siteA.siteId]);
    const second = await getAs<Page<Site>>(api.a, `/v1/sites?first=1&after=${first.pageInfo.endCursor}`);
    expect(second).toMatchObject({ data: [{ id: api.siteB.siteId, areaCode: '440300', registry: 'guangdong' }], pageInfo: { hasNextPage: false } });
    expect((await getAs<Page<Site>>(api.operator, '/v1/sites?area=440300')).data.map((site) => site.id)).toEqual([api.siteB.siteId]);
  });

  it('are read one by one, and an unknown one is not found', async () => {
    expect(await getAs(api.a, `/v1/sites/${api.siteB.siteId}`)).toMatchObject({ id: api.siteB.siteId, name: '测试门诊' });
    expect(await api.a.get(`/v1/sites/${newId()}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it.each(['not-an-id', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])('are not found at %s', async (id) => {
    expect(await api.a.get(`/v1/sites/${id}`)).toMatchObject({ status: 404, body: { code: 'not-found', params: {} } });
  });

  it('are found by an id in capitals too', async () => {
    expect(await getAs(api.a, `/v1/sites/${api.siteA.siteId.toUpperCase()}`)).toMatchObject({ id: api.siteA.siteId });
  });
});

describe('sessions', () => {
  const session = (siteId: string, slots = [{ startsAt: '09:00', endsAt: '10:00', capacity: 20 }]) => ({ siteId, day: TODAY(), vaccines: ['MMR'], slots });
  const ofToday = (siteId: string) => getAs<{ data: Session[] }>(api.a, `/v1/sessions?siteId=${siteId}&day=${TODAY()}`);

  it('are opened by their site with free places, in the time of Shanghai', async () => {
    const opened = await postAs<Session>(api.a, '/v1/sessions', session(api.siteA.siteId));
    expect(opened.slots).toMatchObject([{ startsAt: `${TODAY()}T01:00:00.000Z`, endsAt: `${TODAY()}T02:00:00.000Z`, capacity: 20, free: 20 }]);
    expect((await ofToday(api.siteA.siteId)).data).toContainEqual(opened);
  });

  it('are opened by an operator at any site of the area, and by a site at its own only', async () => {
    expect((await api.operator.post('/v1/sessions', session(api.siteB.siteId))).status).toBe(201);
    expect(await api.a.post('/v1/sessions', session(api.siteB.siteId))).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const city = await api.register({ clientId: 'operator-shenzhen', kind: 'operator', areaCode: '440300', scopes: ['sessions:write'] });
    expect(await city.post('/v1/sessions', session(api.siteA.siteId))).toMatchObject({ status: 404 });
  });

  it('name the slot that ends before it starts', async () => {
    const slots = [{ startsAt: '09:00', endsAt: '10:00', capacity: 1 }, { startsAt: '11:00', endsAt: '11:00', capacity: 1 }];
    expect(await api.a.post('/v1/sessions', session(api.siteA.siteId, slots))).toMatchObject({
      status: 422, body: { code: 'invalid-request', params: { fields: [{ field: 'slots.1.endsAt', rule: 'after startsAt' }] } },
    });
  });

  it('are opened once for a key, also by two requests at once', async () => {
    const body = session(api.siteB.siteId, [{ startsAt: '20:00', endsAt: '21:00', capacity: 7 }]);
    const before = (await ofToday(api.siteB.siteId)).data.length;
    const answers = await Promise.all(Array.from({ length: 4 }, () => api.b.post<Session>('/v1/sessions', body, 'twice')));
    expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
    expect((await ofToday(api.siteB.siteId)).data.length).toBe(before + 1);
    expect((await api.b.post('/v1/sessions', body, 'twice')).headers.get('idempotent-replay')).toBe('true');
    expect(await api.b.post('/v1/sessions', { ...body, vaccines: ['HepB'] }, 'twice')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('of an unknown site are not found', async () => {
    expect(await api.a.get(`/v1/sessions?siteId=${newId()}&day=${TODAY()}`)).toMatchObject({ status: 404 });
  });
});
