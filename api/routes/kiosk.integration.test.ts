import type { CommandAnswer } from '../../contracts/journey-commands.js';
import { ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { DeskBrowser, type Enrolment } from '../desk-fixtures.js';
import { getAs, postAs } from '../http-fixtures.js';
import { MMR, register, showCode, walkIn } from '../people-fixtures.js';

let api: ApiUnderTest;
let kiosk: DeskBrowser;
let lead: SignedIn;
let deviceId: string;

const enrolled = async (station: string): Promise<[DeskBrowser, string]> => {
  const { device, code } = await postAs<Enrolment>(lead.client, '/v1/administration/devices', { siteId: api.siteA.siteId, name: '自助机 1', station });
  const browser = new DeskBrowser(api);
  expect(await browser.enrol(code)).toMatchObject({ status: 200, body: { device: { station } } });
  return [browser, device.id];
};
const checkIn = (text: string, at = kiosk) => at.send('POST', '/auth/kiosk/check-in', { text });

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  lead = await api.signedIn({ roles: ['site-lead'], siteIds: [api.siteA.siteId] });
  [kiosk, deviceId] = await enrolled('kiosk');
});
afterAll(() => api?.close());

it('checks in whoever has booked, once, and tells a masked name and where to go, as often as it is asked', async () => {
  const { id: residentId } = await register(api.a);
  const { journeyId } = await postAs<CommandAnswer>(api.a, '/v1/bookings', { residentId, siteId: api.siteA.siteId, slotId: api.siteA.slotIds[0], doses: MMR });
  const { text } = await showCode(api.a, residentId);
  for (let times = 0; times < 2; times += 1) {
    const { status, body } = await checkIn(text);
    expect([status, Object.keys(body).sort()]).toEqual([200, ['checkedIn', 'name', 'next']]);
    expect(body).toMatchObject({ checkedIn: true, name: expect.stringMatching(/^.\*+$/), next: { kind: 'registration' } });
  }
  const { data } = await getAs<{ data: { type: string; station: string; actor: object }[] }>(api.a, `/v1/journeys/${journeyId}/timeline`);
  expect(data.filter(({ type }) => type === 'checkedIn')).toMatchObject([{ station: 'kiosk', actor: { kind: 'device', deviceId } }]);
});

it('tells whoever is here already where to go, and checks in nobody anew', async () => {
  const { residentId, journeyId } = await walkIn(api.a, api.siteA);
  expect(await checkIn((await showCode(api.a, residentId)).text)).toMatchObject({ status: 200, body: { checkedIn: true, next: { kind: 'registration' } } });
  expect(await getAs(api.a, `/v1/journeys/${journeyId}`)).toMatchObject({ version: 1 });
});

it('sends whoever has no visit today to registration', async () => {
  const { id: residentId } = await register(api.a);
  expect(await checkIn((await showCode(api.a, residentId)).text)).toMatchObject({ status: 200, body: { checkedIn: false, next: { kind: 'registration' } } });
});

it.each(['440199202406010028', 'E12345678', 'hello'])('takes no number that somebody could try: %s', async (text) => {
  expect(await checkIn(text)).toMatchObject({ body: { code: 'code-invalid' } });
});

it('is no other device, and opens nothing else', async () => {
  const { id: residentId } = await register(api.a);
  const { text } = await showCode(api.a, residentId);
  const [desk] = await enrolled('registration');
  expect(await checkIn(text, desk)).toMatchObject({ body: { code: 'device-unknown' } });
  expect(await checkIn(text, new DeskBrowser(api))).toMatchObject({ body: { code: 'device-unknown' } });
  expect(await kiosk.switchTo('n-1', '492713')).toMatchObject({ body: { code: 'not-for-this-client' } });
  expect(await kiosk.who()).toBe(401);
});

it('stands in the audit by its device, for what it did and for what it was refused', async () => {
  const rows = await api.rows(`select action, outcome from audit_rows where actor->>'kind' = 'device' and actor->>'deviceId' = $1 order by id`, [deviceId]);
  expect(rows).toContainEqual({ action: 'journey.checkIn', outcome: 'done' });
});
