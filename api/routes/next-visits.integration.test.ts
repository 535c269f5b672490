import type { NextDose } from '../../contracts/next-visits.js';
import type { CommandAnswer } from '../../contracts/journey-commands.js';
import type { Session } from '../../contracts/sessions.js';
import { TODAY } from '../../db/database-fixtures.js';
import { addDays, type LocalDate } from '../../domain/time.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs, postAs, type Reply } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';

let api: ApiUnderTest;
const slots: Record<'early' | 'first' | 'later' | 'hepatitis', string> = { early: '', first: '', later: '', hepatitis: '' };
const FIRST = () => addDays(TODAY(), 28);

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  const open = async (day: LocalDate, vaccines: string[], capacity = 5) =>
    (await postAs<Session>(api.a, '/v1/sessions', { siteId: api.siteA.siteId, day, vaccines, slots: [{ startsAt: '09:00', endsAt: '10:00', capacity }, { startsAt: '10:00', endsAt: '11:00', capacity: 1 }] })).slots[0]!.id;
  Object.assign(slots, { early: await open(addDays(TODAY(), 27), ['MMR']), later: await open(addDays(TODAY(), 40), ['MMR']), first: await open(FIRST(), ['MMR', 'HepB']), hepatitis: await open(addDays(TODAY(), 30), ['HepB']) });
});
afterAll(() => api?.close());

const next = ({ path }: Line) => getAs<{ asOf: string; booked: { journeyId: string; day: string }[]; data: NextDose[] }>(api.a, `${path}/next-doses`);
const MMR2 = [{ productId: 'mmr', doseNumber: 2 }];
const book = ({ path }: Line, slotId: string, doses = MMR2): Promise<Reply> => api.a.post(`${path}/next-visit`, { slotId, doses });

it('what comes next is told with its first day, the rule, and the sessions of the site from then on that have places', async () => {
  const line = await Line.open(api, { through: 'recordDose' });
  const { asOf, booked, data } = await next(line);
  expect([asOf, booked]).toEqual([addDays(TODAY(), 1), []]);
  const mmr = data.find(({ series }) => series === 'MMR');
  expect(mmr).toMatchObject({ doseNumber: 2, status: 'not-yet', rule: 'minimum-interval', edition: '2021', bookFrom: FIRST(), plans: MMR2.map((plan) => ({ ...plan, series: 'MMR' })) });
  expect(mmr?.sessions.map(({ day }) => day)).toEqual([FIRST(), addDays(TODAY(), 40)]);
  expect(mmr?.sessions[0]?.slots).toHaveLength(2);
});

it('it is booked by whoever knows the journey alone, once, and then shown as booked; a full place is no longer offered', async () => {
  const line = await Line.open(api, { through: 'recordDose' });
  const [, one] = (await next(line)).data.find(({ series }) => series === 'MMR')!.sessions[0]!.slots;
  const first = await api.a.post<CommandAnswer>(`${line.path}/next-visit`, { slotId: one!.id, doses: MMR2 }, 'next-1');
  expect(first).toMatchObject({ status: 201, body: { stage: 'booked', events: ['booked'] } });
  expect((await api.a.post(`${line.path}/next-visit`, { slotId: one!.id, doses: MMR2 }, 'next-1')).body).toEqual(first.body);
  const { booked, data } = await next(line);
  expect(booked).toEqual([{ journeyId: first.body.journeyId, day: FIRST() }]);
  expect(data.find(({ series }) => series === 'MMR')?.sessions[0]?.slots.map(({ id }) => id)).toEqual([slots.first]);
  expect(await book(line, slots.later)).toMatchObject({ status: 409, body: { code: 'series-already-booked' } });
});

it('before its first day it is refused by the rule, with the day (H4)', async () => {
  const line = await Line.open(api, { through: 'recordDose' });
  expect(await book(line, slots.early)).toMatchObject({ status: 409, body: { code: 'too-early', params: { rule: 'minimum-interval', edition: '2021', earliestOn: FIRST() } } });
  expect(await book(line, slots.hepatitis)).toMatchObject({ status: 422, body: { code: 'vaccine-not-in-session' } });
});

it('another site neither sees nor books it', async () => {
  const line = await Line.open(api, { through: 'recordDose' });
  expect((await api.b.get(`${line.path}/next-doses`)).status).toBe(404);
  expect((await api.b.post(`${line.path}/next-visit`, { slotId: slots.first, doses: MMR2 })).status).toBe(404);
});

it.each([['observer', 201], ['registrar', 201], ['cashier', 403]] as const)('by a %s: %i', async (role, status) => {
  const line = await Line.open(api, { through: 'recordDose' });
  const { client } = await api.signedIn({ roles: [role], siteIds: [api.siteA.siteId] });
  expect((await client.get(`${line.path}/next-doses`)).status).toBe(status === 403 ? 403 : 200);
  expect((await client.post(`${line.path}/next-visit`, { slotId: slots.later, doses: MMR2 })).status).toBe(status);
});
