import { ApiUnderTest, OWN_REQUEST, type SignedIn } from '../api-fixtures.js';
import { DeskBrowser, enrolledDesk, registerDevice } from '../desk-fixtures.js';
import { newId } from '../../db/new-id.js';
import { getAs, postAs } from '../http-fixtures.js';

let api: ApiUnderTest;
let lead: SignedIn;
let administrator: SignedIn;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  lead = await api.signedIn({ roles: ['site-lead'], siteIds: [api.siteA.siteId] });
  administrator = await api.signedIn({ roles: ['administrator'] });
});
afterAll(() => api?.close());

const DEVICES = '/v1/administration/devices';
const invalid = { status: 401, body: { code: 'enrolment-code-invalid' } };
const audited = (deviceId: string) => api.rows<{ action: string; outcome: string; code: string | null; actor: object; params: object }>('select action, outcome, code, actor, params from audit_rows where object_kind = $1 and object_id = $2 order by id', ['device', deviceId]);
type Page = { data: { id: string; siteId: string; status: string }[]; pageInfo: { endCursor: string | null } };

describe('devices are kept', () => {
  it('by a lead at their own sites, and by administrators at all', async () => {
    const { device } = await registerDevice(lead, api.siteA.siteId);
    const there = await registerDevice(administrator, api.siteB.siteId);
    const body = { siteId: api.siteB.siteId, name: '接种台 9', station: 'vaccination' };
    expect(await lead.client.post(DEVICES, body)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await lead.client.get(`${DEVICES}?siteId=${api.siteB.siteId}`)).toMatchObject({ status: 404 });
    expect(await lead.client.post(`${DEVICES}/${there.device.id}/revoke`, { reason: 'lost' })).toMatchObject({ status: 404 });
    const mine = await getAs<Page>(lead.client, DEVICES);
    expect(mine.data.map(({ siteId }) => siteId)).toEqual(mine.data.map(() => api.siteA.siteId));
    expect((await getAs<Page>(administrator.client, DEVICES)).data.map(({ id }) => id)).toEqual(expect.arrayContaining([device.id, there.device.id]));
    expect((await getAs<Page>(administrator.client, `${DEVICES}?siteId=${api.siteB.siteId}`)).data.map(({ id }) => id)).toEqual([there.device.id]);
  });

  it('page by page, the newest first', async () => {
    const devices = [await registerDevice(lead, api.siteA.siteId), await registerDevice(lead, api.siteA.siteId)].map(({ device }) => device.id);
    const first = await getAs<Page>(lead.client, `${DEVICES}?first=1`);
    const second = await getAs<Page>(lead.client, `${DEVICES}?first=1&after=${first.pageInfo.endCursor}`);
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(devices.toReversed());
  });

  it.each([
    { fact: 'of no kind', body: { station: 'pharmacy' }, field: 'station' },
    { fact: 'without a name', body: { name: ' ' }, field: 'name' },
    { fact: 'with a control character', body: { name: 'a\u0000b' }, field: 'name' },
    { fact: 'with more than it has', body: { status: 'enrolled' }, field: 'status' },
  ])('and none $fact', async ({ body, field }) => {
    expect(await lead.client.post(DEVICES, { siteId: api.siteA.siteId, name: '登记台', station: 'registration', ...body })).toMatchObject({ status: 422, body: { params: { fields: [{ field }] } } });
  });

  it('and none of a site that is not there', async () => {
    expect(await administrator.client.post(DEVICES, { siteId: newId(), name: '登记台', station: 'registration' })).toMatchObject({ status: 404 });
  });
});

describe('a code', () => {
  it('is shown once and kept as a hash', async () => {
    const key = newId();
    const { device, code } = await registerDevice(lead, api.siteA.siteId, key);
    expect(code).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect(device.status).toBe('awaiting');
    expect(await registerDevice(lead, api.siteA.siteId, key)).toEqual({ device, code: null });
    const kept = JSON.stringify([await api.rows('select row_to_json(d)::text as text from devices d'), await api.rows('select row_to_json(c)::text as text from command_keys c'), api.logged]);
    expect(kept).not.toContain(code?.slice(5));
    expect(kept).not.toContain(code?.replaceAll('-', '').slice(4));
  });

  it('enrols one device, once, however it was typed in', async () => {
    const { device, code } = await registerDevice(lead, api.siteA.siteId);
    const desk = new DeskBrowser(api);
    expect(await desk.enrol(` ${code?.toUpperCase().replaceAll('-', ' ')} `)).toMatchObject({ status: 200, body: { device: { siteId: api.siteA.siteId, siteName: { zh: '测试门诊' }, name: '接种台 1', station: 'vaccination' } } });
    expect(desk.browser.setCookies.get('miaocheng-loopback-device')).toMatch(/^miaocheng-loopback-device=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=15552000$/);
    const other = new DeskBrowser(api);
    expect(await other.enrol(code)).toMatchObject(invalid);
    expect(await other.send('GET', '/auth/desk')).toEqual({ status: 200, body: { device: null } });
    expect(await desk.send('GET', '/auth/desk')).toMatchObject({ status: 200, body: { device: { name: '接种台 1' } } });
    expect(await audited(device.id)).toMatchObject([{ action: 'device.register', actor: { personId: lead.personId } }, { action: 'device.enrol', outcome: 'done', actor: { kind: 'device', deviceId: device.id } }]);
    expect(await api.rows(`select 1 from audit_rows where action = 'device.enrol' and code = 'unknown-code'`)).toHaveLength(1);
  });

  it('enrols one of many that come with it at once', async () => {
    const { code } = await registerDevice(lead, api.siteA.siteId);
    const desks = Array.from({ length: 5 }, () => new DeskBrowser(api));
    const told = await Promise.all(desks.map((desk) => desk.enrol(code)));
    expect(told.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401, 401]);
  });

  it('is worth nothing after five wrong ones, counted exactly when they come at once', async () => {
    const { device, code } = await registerDevice(lead, api.siteA.siteId);
    const wrong = `${code?.slice(0, 5)}zzzz-zzzz-zzzz`;
    for (const told of await Promise.all(Array.from({ length: 4 }, () => new DeskBrowser(api).enrol(wrong)))) expect(told).toMatchObject(invalid);
    expect(await api.rows('select code_wrong from devices where id = $1', [device.id])).toEqual([{ code_wrong: 4 }]);
    await new DeskBrowser(api).enrol(wrong);
    expect(await new DeskBrowser(api).enrol(code)).toMatchObject(invalid);
    expect((await audited(device.id)).map(({ code: why }) => why)).toEqual([null, ...Array.from({ length: 5 }, () => 'wrong-code'), 'too-many-attempts']);
    expect((await getAs<Page>(lead.client, DEVICES)).data.find(({ id }) => id === device.id)?.status).toBe('expired');
  });

  it('is worth nothing when it is too old, or its device was revoked before', async () => {
    const old = await registerDevice(lead, api.siteA.siteId);
    await api.rows(`update devices set code_until = now() where id = $1 returning id`, [old.device.id]);
    expect(await new DeskBrowser(api).enrol(old.code)).toMatchObject(invalid);
    const revoked = await registerDevice(lead, api.siteA.siteId);
    await postAs(lead.client, `${DEVICES}/${revoked.device.id}/revoke`, { reason: 'out-of-use' });
    expect(await new DeskBrowser(api).enrol(revoked.code)).toMatchObject(invalid);
  });

  it.each<{ fact: string; body: unknown }>([
    { fact: 'no code', body: {} }, { fact: 'an empty one', body: { code: '' } }, { fact: 'a number', body: { code: 7 } }, { fact: 'a long text', body: { code: 'x'.repeat(65) } },
    { fact: 'more than a code', body: { code: 'x', siteId: '1' } }, { fact: 'a list', body: [] }, { fact: 'null', body: null },
  ])('is not $fact', async ({ body }) => {
    expect(await new DeskBrowser(api).send('POST', '/auth/desk/enrol', body)).toMatchObject({ status: 422, body: { code: 'invalid-request' } });
  });

  it.each(['-', '\u0000', '接种台', "' or 1=1 --", 'aaaa'])('is not %j', async (code) => {
    expect(await new DeskBrowser(api).enrol(code)).toMatchObject(invalid);
  });

  it('is taken from pages of ours alone (A26)', async () => {
    const { code } = await registerDevice(lead, api.siteA.siteId);
    const foreign: Record<string, string>[] = [{}, { ...OWN_REQUEST, origin: 'https://evil.example' }, { origin: OWN_REQUEST.origin, 'sec-fetch-site': 'same-origin' }];
    for (const headers of foreign) expect(await new DeskBrowser(api).send('POST', '/auth/desk/enrol', { code }, headers)).toMatchObject({ status: 403, body: { code: 'cross-site-request' } });
    expect(await new DeskBrowser(api).enrol(code)).toMatchObject({ status: 200 });
  });
});

describe('a device that is revoked', () => {
  it('is none at its next request, and its row says why', async () => {
    const { desk, deviceId } = await enrolledDesk(api, lead, api.siteA.siteId);
    expect(await postAs(lead.client, `${DEVICES}/${deviceId}/revoke`, { reason: 'stolen' })).toMatchObject({ id: deviceId, status: 'revoked', revokedFor: 'stolen' });
    expect(await desk.send('GET', '/auth/desk')).toEqual({ status: 200, body: { device: null } });
    expect(await desk.switchTo('anybody', '492713')).toMatchObject({ status: 401, body: { code: 'device-unknown' } });
    expect(desk.browser.cookies.size).toBe(0);
    expect((await audited(deviceId)).at(-1)).toMatchObject({ action: 'device.revoke', actor: { personId: lead.personId }, params: { reason: 'stolen', sessionsEnded: 0 } });
  });

  it('stays as it was when it is revoked again', async () => {
    const { deviceId } = await enrolledDesk(api, lead, api.siteA.siteId);
    const first = await postAs(lead.client, `${DEVICES}/${deviceId}/revoke`, { reason: 'stolen' });
    expect(await postAs(administrator.client, `${DEVICES}/${deviceId}/revoke`, { reason: 'lost' })).toEqual(first);
    expect((await audited(deviceId)).filter(({ action }) => action === 'device.revoke')).toHaveLength(1);
  });

  it.each([{ reason: 'because' }, {}, { reason: 'lost', note: 'x' }])('has a reason that is known: %j', async (body) => {
    const { device } = await registerDevice(lead, api.siteA.siteId);
    expect(await lead.client.post(`${DEVICES}/${device.id}/revoke`, body)).toMatchObject({ status: 422 });
  });
});

it('is enrolled anew after half a year', async () => {
  const { desk, deviceId } = await enrolledDesk(api, lead, api.siteA.siteId);
  await api.rows('update devices set ends_at = now() where id = $1 returning id', [deviceId]);
  expect(await desk.send('GET', '/auth/desk')).toEqual({ status: 200, body: { device: null } });
});
