import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiUnderTest } from './api-fixtures.js';
import { getAs, send } from './http-fixtures.js';
import { Line } from './line-fixtures.js';
import { MMR, register } from './people-fixtures.js';

/** An engine that takes connections and says nothing: the worst that one can wait for. */
let silent: Server;
const held = new Set<Socket>();
let api: ApiUnderTest;

beforeAll(async () => {
  silent = createServer((socket) => void held.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  api = await ApiUnderTest.open(process.env, { loops: true, env: { TEMPORAL_ADDRESS: `127.0.0.1:${(silent.address() as AddressInfo).port}` } });
});
afterAll(async () => {
  await api?.close();
  held.forEach((socket) => socket.destroy());
  silent?.close();
});

/** A signal gives up after 5 s: a desk that waited for one would need longer for its eight commands. */
const EIGHT_SIGNALS_MS = 8 * 5_000;

it('answers every command of a visit as usual while the engine is away', async () => {
  const startedAt = performance.now();
  const line = await Line.open(api, { through: 'recordDose' });
  await line.must('reportReaction');
  expect(performance.now() - startedAt).toBeLessThan(EIGHT_SIGNALS_MS / 2);
  expect(await getAs(api.a, line.path)).toMatchObject({ stage: 'observing', doses: [{ state: 'given', given: { upload: 'pending' } }], archive: { outcome: null, decision: 'provisional' } });
});

it('books, moves and cancels for the app as usual', async () => {
  const { id } = await register(api.a);
  const channel = api.channelOf(id);
  const { body } = await channel.post('/v1/bookings', { residentId: id, siteId: api.siteA.siteId, slotId: api.siteA.slotIds[0], doses: MMR });
  const commands = `/v1/journeys/${String(body['journeyId'])}/commands`;
  expect(await channel.post(commands, { type: 'reschedule', data: { slotId: api.siteA.slotIds[1] } })).toMatchObject({ status: 200, body: { stage: 'booked' } });
  expect(await channel.post(commands, { type: 'cancel', data: {} })).toMatchObject({ status: 200, body: { stage: 'cancelled' } });
});

it('keeps what the engine has to hear of, until it is there', async () => {
  const line = await Line.open(api);
  expect(await api.rows('select version, sent_at from news where id = $1', [line.journeyId])).toEqual([{ version: 1, sent_at: null }]);
});

it('says that it is degraded and since when, and is ready all the same', async () => {
  for (const until = Date.now() + 30_000; ; await wait(100)) {
    const { status, body } = await send(api.url, 'GET', '/readyz');
    expect(status).toBe(200);
    if (body['engine'] === 'down') {
      expect(body).toMatchObject({ status: 'degraded', database: 'up', engineDownSince: expect.stringMatching(/Z$/) });
      return;
    }
    expect(Date.now()).toBeLessThan(until);
  }
});
