import type { CommandAnswer } from '../../contracts/journey-commands.js';
import type { Journey, JourneyRow } from '../../contracts/journeys.js';
import type { Session } from '../../contracts/sessions.js';
import type { z } from 'zod';
import { newId } from '../../db/new-id.js';
import { TODAY } from '../../db/database-fixtures.js';
import { addDays } from '../../domain/time.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs, postAs } from '../http-fixtures.js';
import { MMR, register, walkIn } from '../people-fixtures.js';

type Page = { data: z.infer<typeof JourneyRow>[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env, { capacity: 3 });
});
afterAll(() => api?.close());

const booking = (residentId: string, slotId = api.siteA.slotIds[0], doses = MMR) => ({ residentId, siteId: api.siteA.siteId, slotId, doses });

describe('booking', () => {
  it('begins a journey of the channel that carries the resident, and takes a place', async () => {
    const { id } = await register(api.a);
    const booked = await postAs<CommandAnswer>(api.channelOf(id), '/v1/bookings', booking(id, api.siteA.slotIds[1]));
    expect(booked).toMatchObject({ version: 1, stage: 'booked', events: ['booked'] });
    const journey = await getAs<Journey>(api.a, `/v1/journeys/${booked.journeyId}`);
    expect(journey).toMatchObject({ channel: 'channel', residentId: id, siteId: api.siteA.siteId, areaCode: '440103', slotId: api.siteA.slotIds[1], day: TODAY() });
    const { data } = await getAs<{ data: Session[] }>(api.channelOf(id), `/v1/sessions?siteId=${api.siteA.siteId}&day=${TODAY()}`);
    expect(data.flatMap((session) => session.slots).find((slot) => slot.id === api.siteA.slotIds[1])).toMatchObject({ capacity: 3, free: 2 });
  });

  it('keeps with each booking the channel that made it', async () => {
    const other = await api.register({ clientId: 'city-app', kind: 'channel', scopes: ['journeys:book'] });
    const [one, two, three] = [await register(api.a), await register(api.a), await register(api.a)];
    const slot = api.siteA.slotIds[2];
    await postAs(api.channelOf(one.id), '/v1/bookings', booking(one.id, slot));
    await postAs(api.as(other.clientId, { residentId: two.id }), '/v1/bookings', booking(two.id, slot));
    await postAs(api.a, '/v1/bookings', { ...booking(three.id, slot), staffId: 'N-101' });
    const { data } = await getAs<Page>(api.a, `/v1/journeys?siteId=${api.siteA.siteId}&day=${addDays(TODAY(), 1)}`);
    expect(data.map((row) => row.channel)).toEqual(['site-a', 'city-app', 'channel']);
  });

  it('gives the last place to exactly one of those who ask at once', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => register(api.a)));
    const answers = await Promise.all(people.map(({ id }) => api.channelOf(id).post('/v1/bookings', booking(id, api.siteA.slotIds[3]))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409]);
    for (const { body } of answers.filter(({ status }) => status === 409)) expect(body).toMatchObject({ code: 'slot-full', params: { slotId: api.siteA.slotIds[3] } });
  });

  it('is refused to a channel for anybody but its own resident', async () => {
    const [one, other] = [await register(api.a), await register(api.a)];
    expect(await api.channelOf(one.id).post('/v1/bookings', booking(other.id))).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await api.as('channel').post('/v1/bookings', booking(one.id))).toMatchObject({ status: 401, body: { code: 'assertion-required' } });
  });

  it('of an unknown resident or site is not found', async () => {
    expect((await api.a.post('/v1/bookings', booking(newId()))).status).toBe(404);
    const { id } = await register(api.a);
    expect((await api.channelOf(id).post('/v1/bookings', { ...booking(id), siteId: newId() })).status).toBe(404);
  });

  it('is moved and cancelled by the channel, which opens no other command', async () => {
    const { id } = await register(api.a);
    const channel = api.channelOf(id);
    const { journeyId } = await postAs<CommandAnswer>(channel, '/v1/bookings', booking(id));
    const path = `/v1/journeys/${journeyId}/commands`;
    expect(await postAs(channel, path, { type: 'reschedule', data: { slotId: api.siteA.slotIds[1] } })).toMatchObject({ events: ['rescheduled'], version: 2 });
    const checkIn = { type: 'checkIn', data: { siteId: api.siteA.siteId } };
    expect(await channel.post(path, checkIn)).toMatchObject({ status: 403, body: { code: 'scope-missing', params: { scope: 'journeys:desk' } } });
    const broad = await api.register({ clientId: 'broad-app', kind: 'channel', scopes: ['journeys:book', 'journeys:desk'] });
    expect(await api.as(broad.clientId, { residentId: id }).post(path, checkIn)).toMatchObject({ status: 403, body: { code: 'not-for-this-client' } });
    expect(await postAs(channel, path, { type: 'cancel', data: {}, reason: '改日再来' })).toMatchObject({ stage: 'cancelled', allowed: ['reportUnverifiedDose'] });
  });
});

describe('a journey', () => {
  it('shows its log, what is open now and the first open gate of each dose', async () => {
    const doses = [...MMR, { productId: 'hepb-10', doseNumber: 1 }];
    const { journeyId, commandId } = await walkIn(api.a, api.siteA, { doses });
    const timeline = await getAs<{ data: unknown[] }>(api.a, `/v1/journeys/${journeyId}/timeline`);
    expect(timeline.data).toMatchObject([{ version: 1, type: 'walkedIn', commandId, actor: { kind: 'client', clientId: 'site-a' }, station: null }]);
    expect(await getAs(api.a, `/v1/journeys/${journeyId}/commands`)).toMatchObject({
      stage: 'arrived', allowed: expect.arrayContaining(['identify', 'cancel']) as string[],
      doses: [{ state: 'planned', firstOpenGate: 'identified' }, { state: 'planned', firstOpenGate: 'identified' }],
    });
    expect(await getAs(api.a, `/v1/journeys/${journeyId}/notices`)).toEqual({ data: [] });
  });

  it('is seen by its resident’s channel, its site and the operators above it', async () => {
    const { journeyId, residentId } = await walkIn(api.a, api.siteA);
    const city = await api.register({ clientId: 'operator-guangzhou', kind: 'operator', areaCode: '440100', scopes: ['journeys:read'] });
    for (const client of [api.a, api.operator, city, api.channelOf(residentId)]) expect((await client.get(`/v1/journeys/${journeyId}`)).status).toBe(200);
    const elsewhere = await api.register({ clientId: 'operator-zhuhai', kind: 'operator', areaCode: '440400', scopes: ['journeys:read'] });
    for (const client of [api.b, elsewhere, api.channelOf(newId())]) expect(await client.get(`/v1/journeys/${journeyId}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('says of a command that it was committed, to its sender alone', async () => {
    const { commandId, journeyId } = await walkIn(api.a, api.siteA);
    expect(await getAs(api.a, `/v1/commands/${commandId}`)).toMatchObject({ commandId, status: 'committed', events: ['walkedIn'], journeyId, version: 1 });
    for (const client of [api.b, api.operator]) expect((await client.get(`/v1/commands/${commandId}`)).status).toBe(404);
    expect((await api.a.get(`/v1/commands/${newId()}`)).status).toBe(404);
  });

  it('of a resident whom the site does not know cannot begin', async () => {
    const { id } = await register(api.b);
    expect(await api.a.post('/v1/journeys', { residentId: id, siteId: api.siteA.siteId, doses: MMR })).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});

describe('the list of journeys', () => {
  const list = (query: string, client = api.a) => getAs<Page>(client, `/v1/journeys?${query}`);

  it('goes page by page without a row twice or left out, newest first', async () => {
    const begun: string[] = [];
    for (let n = 0; n < 5; n += 1) begun.push((await walkIn(api.b, api.siteB)).journeyId);
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const page = await list(`siteId=${api.siteB.siteId}&day=${TODAY()}&first=2${after}`, api.b);
      seen.push(...page.data.map((row) => row.id));
      if (!page.pageInfo.hasNextPage) break;
      await walkIn(api.b, api.siteB); // comes before the cursor and moves nothing
      after = `&after=${page.pageInfo.endCursor}`;
    }
    expect(seen).toEqual(begun.toReversed());
  });

  it('is offered by site and stage, and to operators by area and day or by day', async () => {
    expect((await list(`siteId=${api.siteB.siteId}&stage=arrived`, api.b)).data.length).toBeGreaterThanOrEqual(5);
    const [city, all] = [await list(`area=440300&day=${TODAY()}&first=200`, api.operator), await list(`day=${TODAY()}&first=200`, api.operator)];
    expect(new Set(city.data.map((row) => row.siteId))).toEqual(new Set([api.siteB.siteId]));
    expect(new Set(all.data.map((row) => row.siteId))).toEqual(new Set([api.siteA.siteId, api.siteB.siteId]));
  });

  it.each(['', 'stage=arrived', 'day=2026-01-01&stage=arrived', 'area=440100'])('is not offered to an operator by %j, with what is', async (query) => {
    expect(await api.operator.get(`/v1/journeys?${query}`)).toMatchObject({ status: 422, body: { code: 'list-not-offered', params: { offered: ['siteId+day', 'siteId+stage', 'siteId+flag', 'area+day', 'area+flag', 'day', 'flag'] } } });
  });

  it('is not offered to a site beyond itself', async () => {
    expect(await api.a.get(`/v1/journeys?day=${TODAY()}`)).toMatchObject({ status: 422, body: { code: 'list-not-offered' } });
    expect(await api.a.get(`/v1/journeys?siteId=${api.siteB.siteId}&day=${TODAY()}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('leaves one row in the audit, with the count', async () => {
    const { data } = await list(`siteId=${api.siteB.siteId}&day=${TODAY()}&first=3`, api.b);
    const [row] = await api.rows<{ count: number }>(`select count from audit_rows where action = 'journeys.list' and actor->>'clientId' = 'site-b' order by id desc limit 1`);
    expect(row).toEqual({ count: data.length });
  });
});
