import { newId } from '../../db/new-id.js';
import { inScope } from '../../db/database-fixtures.js';
import type { Role } from '../../domain/access/roles.js';
import { ApiUnderTest, OWN_REQUEST, type Posting, type SignedIn } from '../api-fixtures.js';
import { DeskBrowser, enrolledDesk, setPin } from '../desk-fixtures.js';
import { getAs, postAs } from '../http-fixtures.js';
import { MMR, register, walkIn } from '../people-fixtures.js';

const PIN = '492713';
const WRONG = '713492';

let api: ApiUnderTest;
let lead: SignedIn;
let desk: DeskBrowser;
let deviceId: string;
let hired = 0;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  lead = await api.signedIn({ roles: ['site-lead'], siteIds: [api.siteA.siteId] });
  ({ desk, deviceId } = await enrolledDesk(api, lead, api.siteA.siteId));
});
afterAll(() => api?.close());
beforeEach(() => triesOf(deviceId, 0)); // each test has all that a device has in an hour

type Worker = SignedIn & { badge: string };

/** Somebody with a PIN, who signed in in full to set it. */
async function worker(posting: Partial<Posting> = {}): Promise<Worker> {
  const person = await api.signedIn({ roles: ['vaccinator'], siteIds: [api.siteA.siteId], ...posting });
  const badge = `n-${(hired += 1)}`;
  const { status } = await setPin(person, api, { pin: PIN, name: badge });
  if (status !== 200) throw new Error(`the PIN was answered ${status}`);
  return { ...person, badge };
}

const refused = { status: 401, body: { code: 'pin-refused', params: {} } };
type Row = { action: string; outcome: string; code: string | null; actor: object };
const audited = (personId: string) => api.rows<Row>(`select action, outcome, code, actor from audit_rows where object_id = $1 and action like any(array['desk.%', 'pin.%', 'session.%']) order by id`, [personId]);
const triesOf = (device: string, tries: number, minutesAgo = 0) => api.rows(`update devices set tries = $2, tries_since = now() - $3 * interval '1 minute' where id = $1`, [device, tries, minutesAgo]);
const migrator = (sql: string, values: unknown[]) => inScope(api.database.urls.migrator, null, sql, values);

describe('switching', () => {
  it('opens a session of the person at this device and site alone', async () => {
    const { badge, personId } = await worker({ roles: ['vaccinator', 'stock-keeper'], siteIds: [api.siteA.siteId, api.siteB.siteId] });
    expect(await desk.switchTo(badge, PIN)).toMatchObject({ status: 200, body: { device: { name: '接种台 1', station: 'vaccination' } } });
    expect(desk.browser.setCookies.get('miaocheng-loopback')).toMatch(/^miaocheng-loopback=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const me = await getAs<{ endsAt: string; may: string[] }>(desk.client, '/v1/me');
    expect(me).toMatchObject({ id: personId, roles: ['vaccinator'], siteIds: [api.siteA.siteId], device: { id: deviceId, name: '接种台 1', station: 'vaccination' } });
    expect(Date.parse(me.endsAt) - Date.now()).toBeLessThanOrEqual(4 * 3_600_000);
    expect(await desk.client.get(`/v1/journeys?siteId=${api.siteB.siteId}&day=2026-11-24`)).toMatchObject({ status: 404 });
    expect((await audited(personId)).at(-1)).toEqual({ action: 'desk.switch', outcome: 'done', code: null, actor: { kind: 'person', personId, deviceId } });
  });

  it('takes the name however it was typed', async () => {
    const { badge, personId } = await worker();
    await desk.switchTo(` ${badge.toUpperCase()} `, PIN);
    expect(await desk.who()).toBe(personId);
  });

  it('ends the session of whoever was there before', async () => {
    const [one, other] = [await worker(), await worker()];
    await desk.switchTo(one.badge, PIN);
    const left = new DeskBrowser(api);
    for (const [name, value] of desk.browser.cookies) left.browser.cookies.set(name, value);
    await desk.switchTo(other.badge, PIN);
    expect([await desk.who(), await left.who()]).toEqual([other.personId, 401]);
  });

  it('leaves one person there, whoever come at once', async () => {
    const people = [await worker(), await worker(), await worker()];
    const told = await Promise.all(people.map(({ badge }) => desk.switchTo(badge, PIN)));
    expect(told.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await api.rows('select person_id from browser_sessions where device_id = $1 and ended_at is null', [deviceId])).toHaveLength(1);
  });

  it('leaves whoever is there when the next one mistypes', async () => {
    const { badge, personId } = await worker();
    await desk.switchTo(badge, PIN);
    expect(await desk.switchTo(badge, WRONG)).toMatchObject(refused);
    expect(await desk.who()).toBe(personId);
  });

  it('ends where one leaves, and leads back to the desk, which stays enrolled', async () => {
    const { badge, personId } = await worker();
    await desk.switchTo(badge, PIN);
    expect(await desk.send('POST', '/auth/logout')).toEqual({ status: 200, body: { next: '/desk' } });
    expect(await desk.who()).toBe(401);
    expect((await audited(personId)).at(-1)).toMatchObject({ action: 'session.end', actor: { personId, deviceId } });
    expect(await desk.switchTo(badge, PIN)).toMatchObject({ status: 200 });
  });

  it('is idle for five minutes at most', async () => {
    const { badge, personId } = await worker();
    await desk.switchTo(badge, PIN);
    const idle = (seconds: number) => migrator(`update browser_sessions set used_at = now() - $2 * interval '1 second' where person_id = $1 and device_id is not null`, [personId, seconds]);
    await idle(290);
    expect(await desk.who()).toBe(personId);
    await idle(300);
    expect(await desk.who()).toBe(401);
  });

  it('is taken from pages of ours alone (A26)', async () => {
    const { badge } = await worker();
    const foreign: Record<string, string>[] = [{}, { ...OWN_REQUEST, origin: 'https://evil.example' }, { ...OWN_REQUEST, 'sec-fetch-site': 'cross-site' }, { origin: OWN_REQUEST.origin }];
    for (const headers of foreign) {
      expect(await desk.send('POST', '/auth/desk/switch', { name: badge, pin: PIN }, headers)).toMatchObject({ status: 403, body: { code: 'cross-site-request' } });
      expect(await desk.send('POST', '/auth/pin', { pin: PIN }, headers)).toMatchObject({ status: 403, body: { code: 'cross-site-request' } });
    }
    expect(await desk.send('GET', '/auth/desk/switch')).toMatchObject({ status: 404 });
  });

  it.each<{ fact: string; body: unknown }>([
    { fact: 'without a PIN', body: { name: 'n-1' } }, { fact: 'without a name', body: { pin: PIN } }, { fact: 'with a number', body: { name: 'n-1', pin: 492713 } }, { fact: 'with more', body: { name: 'n-1', pin: PIN, siteId: 'x' } },
    { fact: 'with a long PIN', body: { name: 'n-1', pin: '1'.repeat(13) } }, { fact: 'with a long name', body: { name: 'n'.repeat(65), pin: PIN } }, { fact: 'as a list', body: [] },
  ])('is not asked $fact', async ({ body }) => {
    expect(await desk.send('POST', '/auth/desk/switch', body)).toMatchObject({ status: 422, body: { code: 'invalid-request' } });
  });

  it.each(['\u0000', "' or 1=1 --", '接种员', '__proto__'])('knows nobody called %j', async (name) => {
    expect(await desk.switchTo(name, PIN)).toMatchObject(refused);
  });
});

describe('a PIN that is wrong', () => {
  it('is told like a name that nobody has, and its audit says which device it was', async () => {
    const { badge, personId } = await worker();
    const wrong = await desk.switchTo(badge, WRONG);
    const unknown = await desk.switchTo('nobody-here', PIN);
    expect(wrong).toMatchObject(refused);
    expect({ ...unknown.body, requestId: 0 }).toEqual({ ...wrong.body, requestId: 0 });
    expect((await audited(personId)).at(-1)).toEqual({ action: 'desk.switch', outcome: 'refused', code: 'wrong-pin', actor: { kind: 'device', deviceId } });
    expect(await api.rows(`select object_id from audit_rows where code = 'unknown-name' and actor->>'deviceId' = $1`, [deviceId])).toContainEqual({ object_id: null });
  });

  it('counts exactly when two come at once, and locks after five', async () => {
    const { badge, personId } = await worker();
    const wrongOf = async () => (await api.rows<{ wrong: number }>('select wrong from desk_pins where person_id = $1', [personId]))[0]?.wrong;
    await Promise.all([desk.switchTo(badge, WRONG), desk.switchTo(badge, WRONG)]);
    expect(await wrongOf()).toBe(2);
    await Promise.all(Array.from({ length: 6 }, () => desk.switchTo(badge, WRONG)));
    expect(await wrongOf()).toBe(5);
    const rows = await audited(personId);
    expect(rows.filter(({ code }) => code === 'wrong-pin')).toHaveLength(5);
    expect(rows.filter(({ code }) => code === 'locked')).toHaveLength(3);
    expect(rows.filter(({ action }) => action === 'pin.lock')).toEqual([{ action: 'pin.lock', outcome: 'done', code: null, actor: { kind: 'device', deviceId } }]);
  });

  it('once locked opens nothing at any device', async () => {
    const { badge, personId } = await worker();
    await migrator('update desk_pins set wrong = 5 where person_id = $1', [personId]);
    expect(await desk.switchTo(badge, PIN)).toMatchObject(refused);
    expect(await (await enrolledDesk(api, lead, api.siteA.siteId)).desk.switchTo(badge, PIN)).toMatchObject(refused);
  });

  it('is forgotten with a right one', async () => {
    const { badge, personId } = await worker();
    await migrator('update desk_pins set wrong = 4 where person_id = $1', [personId]);
    expect(await desk.switchTo(badge, PIN)).toMatchObject({ status: 200 });
    expect(await api.rows('select wrong from desk_pins where person_id = $1', [personId])).toEqual([{ wrong: 0 }]);
  });
});

describe('a device at which too many were tried', () => {
  const usedUp = { status: 429, body: { code: 'device-tries-used-up', params: { until: expect.stringMatching(/Z$/) as string } } };
  const triesLeft = async () => 20 - ((await api.rows<{ tries: number }>('select tries from devices where id = $1', [deviceId]))[0]?.tries ?? 0);

  it('takes no PIN until the hour is over, neither a right one nor of a name that nobody has, and counts nobody for it', async () => {
    const { badge, personId } = await worker();
    await triesOf(deviceId, 18);
    expect(await desk.switchTo('nobody-here', PIN)).toMatchObject(refused);
    expect(await desk.switchTo(badge, WRONG)).toMatchObject(refused);
    for (const [name, pin] of [[badge, PIN], [badge, WRONG], ['nobody-here', PIN]] as const) expect(await desk.switchTo(name, pin)).toMatchObject(usedUp);
    expect(await api.rows('select wrong from desk_pins where person_id = $1', [personId])).toEqual([{ wrong: 1 }]);
    const rows = await api.rows<Row>(`select action, outcome, code, actor from audit_rows where object_id = $1 and action in ('device.lock', 'desk.switch') order by id`, [deviceId]);
    const actor = { kind: 'device', deviceId };
    expect(rows).toEqual([{ action: 'device.lock', outcome: 'done', code: null, actor }, ...Array.from({ length: 3 }, () => ({ action: 'desk.switch', outcome: 'refused', code: 'device-tries-used-up', actor }))]);
    await triesOf(deviceId, 20, 60);
    expect(await desk.switchTo(badge, PIN)).toMatchObject({ status: 200 });
  });

  it('says until when, which is an hour from the first', async () => {
    await triesOf(deviceId, 20, 45);
    const { body } = await desk.switchTo('nobody-here', PIN);
    expect(Math.abs(Date.parse(String(body.params?.['until'])) - Date.now() - 15 * 60_000)).toBeLessThan(5_000);
  });

  it('gives a try back to whoever comes, and no other with it', async () => {
    const { badge } = await worker();
    await desk.switchTo('nobody-here', PIN);
    await desk.switchTo(badge, WRONG);
    for (let n = 0; n < 3; n += 1) await desk.switchTo(badge, PIN);
    expect(await triesLeft()).toBe(18);
  });

  it('counts exactly when many are tried at once', async () => {
    await triesOf(deviceId, 17);
    const told = await Promise.all(Array.from({ length: 6 }, (_, n) => desk.switchTo(`nobody-${n}`, PIN)));
    expect(told.map(({ status }) => status).sort()).toEqual([401, 401, 401, 429, 429, 429]);
  });

  it('leaves whoever is there, other devices, and itself once it is enrolled anew', async () => {
    const { badge, personId } = await worker();
    await desk.switchTo(badge, PIN);
    await triesOf(deviceId, 20);
    expect(await desk.who()).toBe(personId);
    expect(await (await enrolledDesk(api, lead, api.siteA.siteId)).desk.switchTo(badge, PIN)).toMatchObject({ status: 200 });
  });
});

describe('who does not come to a desk', () => {
  it.each<{ fact: string; change: (person: Worker) => Promise<unknown> }>([
    { fact: 'somebody revoked', change: ({ personId }) => migrator(`update people set status = 'revoked' where id = $1`, [personId]) },
    { fact: 'somebody whose time is over', change: ({ personId }) => migrator(`update people set valid_from = now() - interval '2 hours', valid_until = now() where id = $1`, [personId]) },
    { fact: 'somebody who was moved away', change: ({ personId }) => migrator('update people_sites set site_id = $2 where person_id = $1', [personId, api.siteB.siteId]) },
    { fact: 'a stock keeper', change: ({ personId }) => migrator(`update people set roles = '{stock-keeper}' where id = $1`, [personId]) },
    ...(['district-supervisor', 'security-auditor', 'administrator'] as const).map((role) => ({ fact: `a ${role}`, change: ({ personId }: Worker) => migrator('update people set roles = array[$2], area_code = null where id = $1', [personId, role]) })),
  ])('is $fact, at the next request and with the PIN', async ({ change }) => {
    const person = await worker();
    await desk.switchTo(person.badge, PIN);
    expect(await desk.who()).toBe(person.personId);
    await change(person);
    expect(await desk.who()).toBe(401);
    expect(await desk.switchTo(person.badge, PIN)).toMatchObject(refused);
    expect((await audited(person.personId)).at(-1)).toMatchObject({ code: 'not-at-this-desk', actor: { kind: 'device', deviceId } });
  });

  it('is somebody of another site', async () => {
    const { badge } = await worker({ siteIds: [api.siteB.siteId] });
    expect(await desk.switchTo(badge, PIN)).toMatchObject(refused);
  });

  it('is nobody who has no device', async () => {
    const { badge } = await worker();
    expect(await new DeskBrowser(api).switchTo(badge, PIN)).toMatchObject({ status: 401, body: { code: 'device-unknown' } });
  });
});

describe('with its device', () => {
  it('a session ends when that is revoked', async () => {
    const own = await enrolledDesk(api, lead, api.siteA.siteId);
    const { badge } = await worker();
    await own.desk.switchTo(badge, PIN);
    await postAs(lead.client, `/v1/administration/devices/${own.deviceId}/revoke`, { reason: 'stolen' });
    expect(await own.desk.who()).toBe(401);
    expect(await api.rows('select 1 from browser_sessions where device_id = $1 and ended_at is null', [own.deviceId])).toEqual([]);
  });

  it('a session opens nothing that is taken elsewhere', async () => {
    const { badge } = await worker();
    await desk.switchTo(badge, PIN);
    const thief = new DeskBrowser(api);
    thief.browser.cookies.set('miaocheng-loopback', desk.browser.cookies.get('miaocheng-loopback') ?? '');
    expect(await thief.who()).toBe(401);
    const other = await enrolledDesk(api, lead, api.siteA.siteId);
    thief.browser.cookies.set('miaocheng-loopback-device', other.desk.browser.cookies.get('miaocheng-loopback-device') ?? '');
    expect(await thief.who()).toBe(401);
  });

  it('of which only hashes are kept', async () => {
    const kept = JSON.stringify([await api.rows('select row_to_json(d)::text as text from devices d'), await api.rows('select row_to_json(p)::text as text from desk_pins p'), api.logged]);
    for (const secret of [...desk.browser.cookies.values(), PIN, WRONG]) expect(kept).not.toContain(secret);
    expect(kept).toContain('scrypt$32768$8$3$');
  });

  it('a device alone opens nothing', async () => {
    await desk.send('POST', '/auth/logout');
    for (const path of ['/v1/me', `/v1/journeys?siteId=${api.siteA.siteId}`]) expect(await desk.client.get(path)).toMatchObject({ status: 401 });
  });
});

describe('what is done at a desk', () => {
  it('carries the person and the device, and the station of the device', async () => {
    const { badge, personId } = await worker({ roles: ['registrar'] });
    await desk.switchTo(badge, PIN);
    const resident = await register(api.a);
    const { journeyId } = await postAs<{ journeyId: string }>(desk.client, '/v1/journeys', { residentId: resident.id, siteId: api.siteA.siteId, doses: MMR, station: 'cashier' });
    const { data } = await getAs<{ data: { station: string; actor: object }[] }>(desk.client, `/v1/journeys/${journeyId}/timeline`);
    expect(data[0]).toMatchObject({ station: 'vaccination', actor: { kind: 'person', personId, deviceId } });
    const [row] = await api.rows<{ actor: object }>(`select actor from audit_rows where action = 'journey.walkIn' and object_id = $1`, [journeyId]);
    expect(row?.actor).toEqual({ kind: 'person', personId, deviceId });
  });

  it('is not what overrides, nor what lets devices in', async () => {
    const { badge } = await worker({ roles: ['site-lead', 'pre-check-doctor'] });
    await desk.switchTo(badge, PIN);
    const full = { status: 403, body: { code: 'full-sign-in-required' } };
    expect(await desk.client.get('/v1/administration/devices')).toMatchObject(full);
    expect(await desk.client.post('/v1/administration/devices', { siteId: api.siteA.siteId, name: 'x', station: 'cashier' })).toMatchObject(full);
    expect(await desk.client.post(`/v1/administration/devices/${deviceId}/revoke`, { reason: 'lost' })).toMatchObject(full);
    expect(await desk.client.post(`/v1/cases/${newId()}/proposal/approve`, { caseVersion: 1 })).toMatchObject(full);
    expect(await desk.send('GET', '/auth/pin')).toMatchObject(full);
    expect(await desk.send('POST', '/auth/pin', { pin: PIN })).toMatchObject(full);
    const { may } = await getAs<{ may: string[] }>(desk.client, '/v1/me');
    expect(may).toEqual(expect.arrayContaining(['listJourneys', 'resolveCase']));
    expect(may.filter((name) => /Device|propose|approve/.test(name))).toEqual([]);
    const { journeyId } = await walkIn(api.a, api.siteA);
    expect((await desk.client.get(`/v1/journeys/${journeyId}`)).status).toBe(200);
  });
});

describe('one’s own PIN', () => {
  const read = async ({ cookie }: SignedIn) => (await fetch(`${api.url}/auth/pin`, { headers: { ...OWN_REQUEST, cookie } })).json();
  const told = async (answer: Promise<Response>) => {
    const response = await answer;
    return { status: response.status, body: await response.json() };
  };
  const fault = (field: string, rule: string) => ({ status: 422, body: { code: 'invalid-request', params: { fields: [{ field, rule }] } } });

  it('is set with a badge by whoever has no account of ours', async () => {
    const person = await api.signedIn({ roles: ['observer'], siteIds: [api.siteA.siteId] });
    expect(await read(person)).toEqual({ name: null, chosen: true, set: false, locked: false });
    expect(await told(setPin(person, api, { pin: PIN }))).toMatchObject(fault('name', 'needed'));
    expect(await told(setPin(person, api, { pin: PIN, name: 'n-0815' }))).toEqual({ status: 200, body: { name: 'n-0815', chosen: true, set: true, locked: false } });
    expect((await audited(person.personId)).at(-1)).toMatchObject({ action: 'pin.set', actor: { kind: 'person', personId: person.personId } });
    const other = await api.signedIn({ roles: ['observer'], siteIds: [api.siteA.siteId] });
    expect(await told(setPin(other, api, { pin: PIN, name: 'n-0815' }))).toMatchObject(fault('name', 'taken'));
  });

  it('goes by the name of the account for whoever has one of ours, and by nobody else’s', async () => {
    const person = await api.signedIn({ roles: ['observer'], siteIds: [api.siteA.siteId] });
    await migrator(`insert into login_accounts (subject, username, password_hash) values ($1, 'observer-7', 'x')`, [person.personId]);
    expect(await told(setPin(person, api, { pin: PIN, name: 'another-name' }))).toMatchObject({ status: 200, body: { name: 'observer-7', chosen: false } });
    await desk.switchTo('observer-7', PIN);
    expect(await desk.who()).toBe(person.personId);
    await migrator(`insert into login_accounts (subject, username, password_hash) values ('without a pin', 'observer-8', 'x')`, []);
    await migrator(`insert into people (id, issuer, subject, name, roles) values ($1, 'x', 'without a pin', 'x', '{observer}')`, [newId()]);
    const other = await api.signedIn({ roles: ['observer'], siteIds: [api.siteA.siteId] });
    expect(await told(setPin(other, api, { pin: PIN, name: 'observer-8' }))).toMatchObject(fault('name', 'taken'));
  });

  it.each([{ pin: '123456', rule: 'too-simple' }, { pin: '000000', rule: 'too-simple' }, { pin: '12345', rule: 'digits' }, { pin: 'abcdef', rule: 'digits' }, { pin: '805713', rule: 'is-the-name' }])('is not $pin', async ({ pin, rule }) => {
    const person = await api.signedIn({ roles: ['observer'], siteIds: [api.siteA.siteId] });
    expect(await told(setPin(person, api, { pin, name: 'n-805713' }))).toMatchObject(fault('pin', rule));
  });

  it('once changed opens with the new one alone, and ends what the old one had open', async () => {
    const { badge, ...person } = await worker();
    await desk.switchTo(badge, PIN);
    await setPin(person, api, { pin: '805713', name: badge });
    expect(await desk.who()).toBe(401);
    expect(await desk.switchTo(badge, PIN)).toMatchObject(refused);
    expect(await desk.switchTo(badge, '805713')).toMatchObject({ status: 200 });
  });

  it.each<Role>(['stock-keeper', 'district-supervisor', 'security-auditor', 'administrator'])('is not for a %s', async (role) => {
    const person = await api.signedIn(role === 'stock-keeper' ? { roles: [role], siteIds: [api.siteA.siteId] } : { roles: [role], ...(role === 'district-supervisor' && { areaCode: '440103' }) });
    expect(await told(setPin(person, api, { pin: PIN, name: 'n-9999' }))).toMatchObject({ status: 403, body: { code: 'not-for-this-role' } });
  });

  it('is of somebody who is signed in', async () => {
    expect((await fetch(`${api.url}/auth/pin`, { headers: OWN_REQUEST })).status).toBe(401);
  });
});

describe('an administrator', () => {
  it('clears a PIN, also a locked one, and never sees or sets it', async () => {
    const administrator = await api.signedIn({ roles: ['administrator'] });
    const { badge, ...person } = await worker();
    await desk.switchTo(badge, PIN);
    const clear = `/v1/administration/people/${person.personId}/pin/clear`;
    const key = newId();
    expect(await postAs(administrator.client, clear, {}, key)).toEqual({ cleared: true });
    expect(await postAs(administrator.client, clear, {}, key)).toEqual({ cleared: true });
    expect(await postAs(administrator.client, clear, {})).toEqual({ cleared: false });
    expect(await desk.who()).toBe(401);
    expect(await desk.switchTo(badge, PIN)).toMatchObject(refused);
    expect((await audited(person.personId)).filter(({ action }) => action === 'pin.clear')).toEqual([{ action: 'pin.clear', outcome: 'done', code: null, actor: { kind: 'person', personId: administrator.personId } }]);
    await setPin(person, api, { pin: PIN, name: badge });
    expect(await desk.switchTo(badge, PIN)).toMatchObject({ status: 200 });
    expect(await administrator.client.post(`/v1/administration/people/${administrator.personId}/pin/clear`, {})).toMatchObject({ status: 403, body: { code: 'not-on-oneself' } });
    expect(await lead.client.post(clear, {})).toMatchObject({ status: 403, body: { code: 'not-for-this-role' } });
  });
});
