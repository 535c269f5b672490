import type { System, SystemHealth } from '../../contracts/systems.js';
import { createBreakerStore } from '../../db/breaker-store.js';
import { createFigureKeeper } from '../../db/figure-store.js';
import { createPool } from '../../db/pool.js';
import { FIGURES_KEPT_MS, LATENCY_CLASSES } from '../../domain/systems/figures.js';
import { toInstant } from '../../domain/time.js';
import { ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs, postAs, type TestClient } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';

const REASON = '登记系统通知今晚停机升级';

let api: ApiUnderTest;
let [city, province, lead]: SignedIn[] = [];

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  city = await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' });
  province = await api.signedIn({ roles: ['provincial-supervisor'], areaCode: '440000' });
  lead = await api.signedIn({ roles: ['site-lead'], siteIds: [api.siteA.siteId] });
});
afterAll(() => api?.close());

const REGISTRY = 'registry-guangdong';
const at = (verb: string, system = REGISTRY) => `/v1/systems/${system}/${verb}`;
const now = async (id = REGISTRY) => (await getAs<{ data: System[] }>(api.operator, '/v1/systems')).data.find((system) => system.id === id)!;
const says = ({ personId: staffId }: SignedIn, version: number, reason?: string) => ({ staffId, version, ...(reason !== undefined && { reason }) });

/** Paused by the two of them; gives its version. */
async function pause(system = REGISTRY): Promise<number> {
  const { pause: { version } } = await now(system);
  await postAs(city!.client, at('pause', system), says(city!, version, REASON));
  await postAs(province!.client, at('pause/approve', system), says(province!, version + 1));
  return version + 2;
}

async function resume(version: number, system = REGISTRY): Promise<void> {
  await postAs(city!.client, at('resume', system), says(city!, version, '升级完成'));
}

it('lists every system, running, to a site lead and to supervisors', async () => {
  const { data } = await getAs<{ data: System[] }>(lead!.client, '/v1/systems');
  expect(data.map(({ id, state, pause: { status, version } }) => [id, state, status, version])).toEqual(
    ['registry-guangdong', 'sms', 'birth-certificate', 'police-face', 'household-register'].map((id) => [id, 'closed', 'running', 1]),
  );
});

it('is paused by two people of a city or the province, told to every desk, and let go on by one', async () => {
  const proposed = await postAs<System>(city!.client, at('pause'), says(city!, 1, REASON));
  expect(proposed).toMatchObject({ state: 'closed', pause: { status: 'proposed', version: 2, proposal: { by: city!.personId }, approval: null, reason: REASON } });
  expect(await getAs(api.a, '/v1/banners')).toEqual({ banners: [] });
  expect(await city!.client.post(at('pause/approve'), says(city!, 2))).toMatchObject({ status: 409, body: { code: 'another-person-required', params: { action: 'pause' } } });

  expect(await postAs<System>(province!.client, at('pause/approve'), says(province!, 2))).toMatchObject({ state: 'paused', pause: { status: 'paused', version: 3, approval: { by: province!.personId } } });
  await new Promise((resolve) => setTimeout(resolve, 1_000)); // what was read a moment ago may be answered again for so long
  expect(await getAs(lead!.client, '/v1/banners')).toEqual({ banners: ['registry-paused'] });
  const { answered } = await identified();
  expect(answered).toMatchObject({ status: 200, body: { banners: ['registry-paused'] } });

  await resume(3);
  expect(await now()).toMatchObject({ state: 'closed', pause: { status: 'running', proposal: null, approval: null, reason: null, version: 4 } });
});

it('leaves who did it and nothing of why in the clear, in the audit and in the table', async () => {
  const version = await pause('sms');
  await resume(version, 'sms');
  expect(await api.rows(`select action, actor from audit_rows where object_kind = 'system' and object_id = 'sms' order by id`)).toEqual([
    { action: 'system.pauseProposed', actor: { kind: 'person', personId: city!.personId } },
    { action: 'system.pauseApproved', actor: { kind: 'person', personId: province!.personId } },
    { action: 'system.resumed', actor: { kind: 'person', personId: city!.personId } },
  ]);
  expect(await api.rows(`select version, type, by, reason_enc is not null as reasoned from system_events where system = 'sms' order by version`)).toEqual([
    { version: 2, type: 'pauseProposed', by: city!.personId, reasoned: true },
    { version: 3, type: 'pauseApproved', by: province!.personId, reasoned: false },
    { version: 4, type: 'resumed', by: city!.personId, reasoned: true },
  ]);
  const [{ kept } = {}] = await api.rows<{ kept: string }>(`select string_agg(encode(reason_enc, 'escape'), '') || (select string_agg(answer::text, '') from command_keys) as kept from system_events`);
  expect([kept?.includes('f1:'), kept?.includes(REASON)]).toEqual([true, false]);
});

it('is done once for a key, and by one of two who approve at once', async () => {
  const { pause: { version } } = await now('police-face');
  const proposal = says(city!, version, REASON);
  const path = at('pause', 'police-face');
  expect((await city!.client.post(path, proposal, 'once')).status).toBe(200);
  const again = await city!.client.post<System>(path, proposal, 'once');
  expect([again.status, again.headers.get('idempotent-replay'), again.body.pause.version]).toEqual([200, 'true', version + 1]);
  const other = await api.signedIn({ roles: ['provincial-supervisor'], areaCode: '440000' });
  const both = await Promise.all([province!, other].map((person) => person.client.post(at('pause/approve', 'police-face'), says(person, version + 1))));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  await resume(version + 2, 'police-face');
});

it('is nobody else’s to pause: not a district’s, not a site’s, not a client’s of a district', async () => {
  const district = await api.signedIn({ roles: ['district-supervisor'], areaCode: '440103' });
  const machine = await api.register({ clientId: 'operator-district', kind: 'operator', areaCode: '440103', scopes: ['systems:pause'] });
  const refused = async (client: TestClient, staffId: string) => (await client.post(at('pause'), { staffId, version: 1, reason: REASON })).body.code;
  expect([await refused(district.client, district.personId), await refused(lead!.client, lead!.personId), await refused(machine, 'S-1')]).toEqual(['not-for-this-role', 'not-for-this-role', 'not-for-this-client']);
});

it('stays paused whatever a worker finds out, and a desk does not wait for its answer', async () => {
  const version = await pause();
  const worker = createPool({ url: api.database.urls.worker, max: 1 });
  await createBreakerStore(worker).keep({ system: REGISTRY, state: 'closed', until: null, failures: 0 });
  await worker.end();
  expect(await now()).toMatchObject({ state: 'paused' });
  expect((await identified()).looks).toBe(0);
  await resume(version);
  expect((await identified()).looks).toBeGreaterThan(0);
});

describe('figures', () => {
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  const health = (from: number, to: number, system = 'sms') => `/v1/systems/${system}/health?from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;

  beforeAll(async () => {
    const worker = createPool({ url: api.database.urls.worker, max: 1 });
    const buckets = new Array<number>(LATENCY_CLASSES).fill(0).with(6, 3);
    const sample = { system: 'sms', errors: { timeout: 1, refused: 1 }, calls: 3, buckets, oldestAt: toInstant(minute - 600_000), state: 'closed' as const };
    await createFigureKeeper(worker).keep([{ ...sample, minute: minute - 60_000, owed: 30, overdue: 2 }, { ...sample, minute, owed: 20, overdue: 1 }], FIGURES_KEPT_MS);
    await worker.end();
  });

  it('say what is owed and how long that takes at the present rate', async () => {
    expect(await now('sms')).toMatchObject({ backlog: { owed: 20, overdue: 1, oldestAt: new Date(minute - 600_000).toISOString(), drainsInSeconds: 120, at: new Date(minute).toISOString() } });
    expect(await now('police-face')).toMatchObject({ backlog: null });
  });

  it('are shown by minute up to six hours and by hour beyond', async () => {
    const point = { calls: 3, failed: 1, errors: { timeout: 1, refused: 1 }, p50Ms: 125, p99Ms: 150, state: 'closed' };
    expect(await getAs(lead!.client, health(minute - 60_000, minute + 60_000))).toMatchObject({ step: 'minute', data: [{ ...point, owed: 30 }, { ...point, owed: 20 }] });
    const days = await getAs<SystemHealth>(lead!.client, health(minute - 14 * 86_400_000 + 60_000, minute + 60_000));
    expect([days.step, days.data.reduce((all, { calls }) => all + calls, 0)]).toEqual(['hour', 6]);
  });

  it.each([
    { fact: 'that ends before it begins', from: 0, to: -1 },
    { fact: 'beyond what is kept', from: -15 * 86_400_000, to: 0 },
  ])('of a time $fact are refused', async ({ from, to }) => {
    expect(await lead!.client.get(health(minute + from, minute + to))).toMatchObject({ status: 422, body: { code: 'invalid-request', params: { fields: [{ field: '?to' }] } } });
  });

  it('of a system that is not there are not found', async () => {
    expect(await lead!.client.get(health(minute - 1, minute, 'registry-of-nobody'))).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});

/** Somebody walks in and is identified; no worker runs, so the look-up stays open. `looks`: how often it was looked whether the answer had come. */
async function identified() {
  const line = await Line.open(api);
  const before = await peeks();
  const answered = await line.send('identify');
  return { answered, looks: (await peeks()) - before };
}

async function peeks(): Promise<number> {
  const text = await fetch(`${api.url}/metrics`).then((answer) => answer.text());
  return Number(/^miaocheng_statements_total\{statement="peek_v1"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}
