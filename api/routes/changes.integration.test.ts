import { setTimeout as pause } from 'node:timers/promises';
import { Change } from '../../contracts/changes.js';
import { openDoor, type OpenDoor } from '../../db/database-fixtures.js';
import { toId } from '../../domain/ids.js';
import { ApiUnderTest } from '../api-fixtures.js';
import type { TestClient } from '../http-fixtures.js';
import { openSoftwareFault } from '../open-software-fault.js';
import { walkIn } from '../people-fixtures.js';

let api: ApiUnderTest;
let open: OpenDoor;
const streams: AbortController[] = [];
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env, { loops: true });
  open = openDoor(api.database.urls.api);
});
afterEach(() => streams.splice(0).forEach((stream) => stream.abort()));
afterAll(async () => {
  await open?.pool.end();
  await api?.close();
});

/** What a client hears, from the event `begin` on. */
async function listen(client: TestClient): Promise<string[]> {
  const stream = new AbortController();
  streams.push(stream);
  const response = await fetch(`${api.url}/v1/changes`, { headers: await client.headers(), signal: stream.signal });
  expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, 'text/event-stream; charset=utf-8', 'no-store']);
  const heard: string[] = [];
  let begun = false;
  void (async () => {
    let text = '';
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [event, data] = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        begun ||= event === 'event: begin';
        if (event !== 'event: changed') continue;
        const { resource, id } = Change.parse(JSON.parse(data!.slice('data: '.length)));
        heard.push(`${resource}/${id}`);
      }
    }
  })().catch(() => undefined); // the test has let it go
  await until(() => begun);
  return heard;
}

async function until(holds: () => boolean): Promise<void> {
  for (const patience = performance.now() + 15_000; !holds() && performance.now() < patience; ) await pause(20);
  expect(holds()).toBe(true);
}

it('tells each of what changes within its reach, and nothing else', async () => {
  const [siteA, siteB, province] = await Promise.all([listen(api.a), listen(api.b), listen(api.operator)]);
  const here = await walkIn(api.a, api.siteA);
  const there = await walkIn(api.b, api.siteB);
  await openSoftwareFault(open.door, toId(here.journeyId), 'workflow-task');
  await until(() => siteB.includes(`journeys/${there.journeyId}`) && siteA.some((heard) => heard.startsWith('cases/')) && province.some((heard) => heard.startsWith('cases/')));
  expect(province).toEqual(expect.arrayContaining([`journeys/${here.journeyId}`, `journeys/${there.journeyId}`, ...siteA]));
  expect(siteA).toContain(`journeys/${here.journeyId}`);
  expect(siteA).not.toContain(`journeys/${there.journeyId}`);
  expect(siteB).not.toContain(`journeys/${here.journeyId}`);
});

it('tells of no resource that the caller may not read', async () => {
  const [journeys, cases] = await Promise.all([listen(api.as('operator', { scopes: ['journeys:read'] })), listen(api.as('operator', { scopes: ['cases:read'] }))]);
  const { journeyId } = await walkIn(api.a, api.siteA);
  await openSoftwareFault(open.door, toId(journeyId), 'workflow-task');
  await until(() => journeys.length > 0 && cases.length > 0);
  expect(journeys.every((heard) => heard.startsWith('journeys/'))).toBe(true);
  expect(cases.every((heard) => heard.startsWith('cases/'))).toBe(true);
});

it('is open to nobody without a token, and to no channel', async () => {
  expect(await api.channelOf(api.siteA.siteId).get('/v1/changes')).toMatchObject({ status: 403, body: { code: 'not-for-this-client' } });
  expect(await api.as('operator', { scopes: ['sessions:write'] }).get('/v1/changes')).toMatchObject({ status: 403, body: { code: 'scope-missing' } });
  expect((await fetch(`${api.url}/v1/changes`)).status).toBe(401);
});

it('keeps no more than fifty streams for one client', async () => {
  const headers = await api.b.headers();
  const opened = await Promise.all(Array.from({ length: 51 }, async () => {
    const stream = new AbortController();
    streams.push(stream);
    return (await fetch(`${api.url}/v1/changes`, { headers, signal: stream.signal })).status;
  }));
  expect(opened.toSorted()).toEqual([...Array.from({ length: 50 }, () => 200), 503]);
});
