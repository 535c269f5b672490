import type { CommandAnswer } from '../contracts/journey-commands.js';
import { ApiUnderTest } from './api-fixtures.js';
import { getAs } from './http-fixtures.js';
import { MMR, register, walkIn } from './people-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env, { capacity: 1 });
});
afterAll(() => api?.close());

const commands = (journeyId: string) => `/v1/journeys/${journeyId}/commands`;
const checkIn = () => ({ type: 'checkIn', data: { siteId: api.siteA.siteId } });
const plan = (productId: string) => ({ type: 'planDose', data: { dose: { productId, doseNumber: 1 } } });

async function booked(slotId = api.siteA.slotIds[0]): Promise<CommandAnswer> {
  const { id } = await register(api.a);
  return api.a.must(api.a.post<CommandAnswer>('/v1/bookings', { residentId: id, siteId: api.siteA.siteId, slotId, doses: MMR }));
}

it('gives the first answer again, also after the state has moved on', async () => {
  const { journeyId } = await booked();
  const first = await api.a.post(commands(journeyId), checkIn(), 'check-in-1');
  await api.a.must(api.a.post(commands(journeyId), plan('hepb-10')));
  const again = await api.a.post(commands(journeyId), checkIn(), 'check-in-1');
  expect(first.headers.get('idempotent-replay')).toBeNull();
  expect(again.headers.get('idempotent-replay')).toBe('true');
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect(await getAs(api.a, `/v1/journeys/${journeyId}`)).toMatchObject({ version: 3 });
  expect(await api.a.post(commands(journeyId), checkIn())).toMatchObject({ status: 409, body: { code: 'not-in-this-stage', params: { stage: 'arrived', command: 'checkIn' } } });
});

it('gives the first answer again to who names the version that it had seen', async () => {
  const { journeyId } = await walkIn(api.a, api.siteA);
  const body = { ...plan('hepb-10'), expectedVersion: 1 };
  const first = await api.a.post(commands(journeyId), body, 'seen-1');
  expect(first).toMatchObject({ status: 200, body: { version: 2 } });
  expect((await api.a.post(commands(journeyId), body, 'seen-1')).body).toEqual(first.body);
  expect(await api.a.post(commands(journeyId), { ...plan('hepa-l'), expectedVersion: 1 })).toMatchObject({ status: 409, body: { code: 'version-moved', params: { version: 2 } } });
});

it('begins one journey for a key, though the repeat would draw another id', async () => {
  const { id } = await register(api.a);
  const body = { residentId: id, siteId: api.siteA.siteId, doses: MMR };
  const answers = await Promise.all(Array.from({ length: 4 }, () => api.a.post('/v1/journeys', body, 'walk-in-1')));
  for (const { status, body: answer } of answers) expect([status, answer]).toEqual([201, answers[0]!.body]);
  expect(answers.filter(({ headers }) => headers.get('idempotent-replay') === 'true')).toHaveLength(3);
  expect(await api.rows('select 1 from journeys where resident_id = $1', [id])).toHaveLength(1);
});

it('compares bodies as values: neither blanks nor the order of members make another', async () => {
  const { id } = await register(api.a);
  const post = (body: string) => api.a.send('POST', '/v1/journeys', { body, headers: { 'idempotency-key': 'order-1' } });
  const first = await post(`{"residentId":"${id}","siteId":"${api.siteA.siteId}","doses":[{"productId":"mmr","doseNumber":1}]}`);
  expect((await post(`{ "doses": [{"doseNumber":1, "productId":"mmr"}], "siteId":"${api.siteA.siteId}", "residentId":"${id}" }`)).body).toEqual(first.body);
});

it('refuses a key that was used for another body or at another address', async () => {
  const { journeyId } = await walkIn(api.a, api.siteA);
  const other = await walkIn(api.a, api.siteA);
  await api.a.must(api.a.post(commands(journeyId), plan('hepb-10'), 'other-1'));
  const refusal = { status: 422, body: { code: 'idempotency-key-reused', params: {} } };
  expect(await api.a.post(commands(journeyId), plan('hepa-l'), 'other-1')).toMatchObject(refusal);
  expect(await api.a.post(commands(other.journeyId), plan('hepb-10'), 'other-1')).toMatchObject(refusal);
  expect(await getAs(api.a, `/v1/journeys/${journeyId}`)).toMatchObject({ version: 2 });
});

it('knows the keys of one client from those of another', async () => {
  const [mine, theirs] = [await walkIn(api.a, api.siteA), await walkIn(api.b, api.siteB)];
  expect((await api.a.post(commands(mine.journeyId), plan('hepb-10'), 'shared')).status).toBe(200);
  expect((await api.b.post(commands(theirs.journeyId), plan('hepb-10'), 'shared')).status).toBe(200);
});

it('keeps no refusal: the same key is decided anew', async () => {
  const first = await booked(api.siteA.slotIds[1]);
  const { id } = await register(api.a);
  const body = { residentId: id, siteId: api.siteA.siteId, slotId: api.siteA.slotIds[1], doses: MMR };
  expect(await api.a.post('/v1/bookings', body, 'try-1')).toMatchObject({ status: 409, body: { code: 'slot-full' } });
  await api.a.must(api.a.post(commands(first.journeyId), { type: 'cancel', data: {} }));
  expect((await api.a.post('/v1/bookings', body, 'try-1')).status).toBe(201);
});

it('lets one of two commands that meet go first, and decides the other on what it left', async () => {
  const { journeyId } = await walkIn(api.a, api.siteA);
  const answers = await Promise.all(['hepb-10', 'hepa-l'].map((productId) => api.a.post<CommandAnswer>(commands(journeyId), plan(productId))));
  expect(answers.map(({ status, body }) => [status, body.version]).sort()).toEqual([[200, 2], [200, 3]]);
});
