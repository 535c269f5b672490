import type { Lot, LotHold, LotShown } from '../../contracts/lots.js';
import { inScope, type Clinic } from '../../db/database-fixtures.js';
import { newId } from '../../db/new-id.js';
import { ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs, type TestClient } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';

const REASON = '冰箱夜间断电，温度升至 11℃';

let api: ApiUnderTest;
let [keeper, lead, otherLead, vaccinator, district, city, province]: SignedIn[] = [];
let lots = 0;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  const at = (...sites: Clinic[]) => sites.map(({ siteId }) => siteId);
  keeper = await api.signedIn({ roles: ['stock-keeper'], siteIds: at(api.siteA) });
  lead = await api.signedIn({ roles: ['site-lead'], siteIds: at(api.siteA) });
  otherLead = await api.signedIn({ roles: ['site-lead'], siteIds: at(api.siteB) });
  vaccinator = await api.signedIn({ roles: ['vaccinator'], siteIds: at(api.siteA) });
  district = await api.signedIn({ roles: ['district-supervisor'], areaCode: api.siteA.areaCode });
  city = await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' });
  province = await api.signedIn({ roles: ['provincial-supervisor'], areaCode: '440000' });
});
afterAll(() => api?.close());

async function newLot(): Promise<string> {
  const lot = `H${(lots += 1)}`;
  await api.rows(`insert into lots (product_id, lot, expires_on) values ('mmr', $1, '2099-01-01')`, [lot]);
  return lot;
}

const pathOf = (lot: string) => `/v1/lots/mmr/${lot}`;
const show = (lot: string, as: TestClient = api.a) => getAs<LotShown>(as, pathOf(lot));
const stop = (person: SignedIn, lot: string, change: object = {}) => person.client.post<LotShown>(`${pathOf(lot)}/holds`, { staffId: person.personId, kind: 'cold-chain', reason: REASON, ...change });
const says = ({ personId: staffId }: SignedIn, { version }: Pick<LotHold, 'version'>, reason?: string) => ({ staffId, version, ...(reason !== undefined && { reason }) });
const of = ({ id }: Pick<LotHold, 'id'>, verb = '') => `/v1/lot-holds/${id}/release${verb}`;

async function stopped(person: SignedIn, change: object = {}): Promise<{ lot: string; hold: LotHold }> {
  const lot = await newLot();
  const { status, body } = await stop(person, lot, change);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return { lot, hold: body.holds[0]! };
}
const ask = (person: SignedIn, hold: LotHold) => person.client.post<LotShown>(of(hold), says(person, hold, '厂家评估：不影响质量'));
const approve = (person: SignedIn, hold: LotHold) => person.client.post(of(hold, '/approve'), says(person, hold));

it('is stopped at every site at once by the site that found it, at the checklist and at the dose (H5)', async () => {
  const lot = await newLot();
  const verified = await Line.open(api, { through: 'recordConsent' });
  await verified.must('verify', { data: { lot } });
  const waiting = await Line.open(api, { through: 'recordConsent' });
  const { status, body } = await stop(keeper!, lot, { since: '2026-01-01T00:00:00.000Z' });
  expect([status, body]).toMatchObject([201, { status: 'held', holds: [{ kind: 'cold-chain', status: 'in-force', version: 1, siteId: api.siteA.siteId, areaCode: api.siteA.areaCode, since: '2026-01-01T00:00:00.000Z', placed: { by: keeper!.personId }, log: [{ type: 'placed', reason: REASON }] }] }]);
  expect(await waiting.send('verify', { data: { lot } })).toMatchObject({ status: 409, body: { code: 'lot-held' } });
  expect(await verified.send('recordDose', { data: { lot } })).toMatchObject({ status: 409, body: { code: 'lot-held' } });
  expect(await show(lot, api.b)).toMatchObject({ status: 'held' }); // elsewhere too
});

it('is let go when one person asks and another, who reads the reason, agrees (H5, H14)', async () => {
  const { lot, hold } = await stopped(keeper!);
  const asked = await ask(keeper!, hold);
  expect([asked.status, asked.body]).toMatchObject([200, { status: 'held', holds: [{ status: 'release-asked', version: 2, asked: { by: keeper!.personId } }] }]);
  const [read] = (await show(lot, lead!.client)).holds;
  expect(read).toMatchObject({ log: [{ type: 'placed' }, { type: 'releaseAsked', reason: '厂家评估：不影响质量' }] });
  expect(await approve(lead!, read!)).toMatchObject({ status: 200, body: { status: 'usable', holds: [{ status: 'released', version: 3, released: { by: lead!.personId } }] } });
  const line = await Line.open(api, { through: 'recordConsent' });
  await line.must('verify', { data: { lot } });
});

it('is not let go by whoever asked, whichever supervisor that is, nor by nobody’s asking (A23, H14)', async () => {
  const { hold } = await stopped(lead!);
  expect(await approve(district!, hold)).toMatchObject({ status: 409, body: { code: 'lot-release-not-asked' } });
  const { body: { holds: [asked] } } = await ask(district!, hold);
  expect(await approve(district!, asked!)).toMatchObject({ status: 409, body: { code: 'another-person-required', params: { action: 'release-lot' } } });
  expect(await ask(lead!, asked!)).toMatchObject({ status: 409, body: { code: 'lot-release-asked' } });
  expect(await approve(lead!, hold)).toMatchObject({ status: 409, body: { code: 'lot-hold-moved', params: { version: 2 } } });
  expect((await lead!.client.post<LotShown>(of(hold, '/decline'), says(lead!, asked!, '数据不足'))).body).toMatchObject({ status: 'held', holds: [{ status: 'in-force', version: 3, asked: null, log: [{}, {}, { type: 'releaseDeclined', by: lead!.personId, reason: '数据不足' }] }] });
});

it('is recalled by a city or the province, which stops it as recalled', async () => {
  const { lot, hold } = await stopped(city!, { kind: 'recall', reason: '上市许可持有人公告召回' });
  expect(hold).toMatchObject({ kind: 'recall', siteId: null, areaCode: '440100' });
  expect(await show(lot, api.b)).toMatchObject({ status: 'recalled' });
  const line = await Line.open(api, { through: 'recordConsent' });
  expect(await line.send('verify', { data: { lot } })).toMatchObject({ status: 409, body: { code: 'lot-recalled' } });
  const { body: { holds: [asked] } } = await ask(city!, hold);
  expect((await approve(province!, asked!)).body).toMatchObject({ status: 'usable' });
});

describe('what is not for everybody', () => {
  it.each([
    { fact: 'a vaccinator stops nothing', who: () => vaccinator!, change: {}, code: 'not-for-this-role' },
    { fact: 'a site recalls nothing', who: () => lead!, change: { kind: 'recall' }, code: 'not-for-this-role' },
    { fact: 'a district recalls nothing', who: () => district!, change: { kind: 'recall' }, code: 'not-for-this-role' },
    { fact: 'nobody stops the stock of another site', who: () => lead!, change: { siteId: 'B' }, code: 'not-found' },
    { fact: 'a recall is of no site', who: () => city!, change: { kind: 'recall', siteId: 'A' }, code: 'invalid-request' },
    { fact: 'an instant that is to come is in question for nobody', who: () => lead!, change: { since: '2099-01-01T00:00:00.000Z' }, code: 'time-in-future' },
  ])('$fact', async ({ who, change, code }) => {
    const site = { A: api.siteA.siteId, B: api.siteB.siteId };
    const named = 'siteId' in change ? { siteId: site[change.siteId as 'A' | 'B'] } : {};
    expect((await stop(who(), await newLot(), { ...change, ...named })).body).toMatchObject({ code });
  });

  it('a hold of one site is unknown to another, and a recall of the province is not a city’s to withdraw', async () => {
    const ofSite = (await stopped(lead!)).hold;
    expect((await ask(otherLead!, ofSite)).status).toBe(404);
    const ofProvince = (await stopped(province!, { kind: 'recall' })).hold;
    expect((await ask(city!, ofProvince)).status).toBe(404);
    const ofCity = (await stopped(city!, { kind: 'recall' })).hold;
    expect((await ask(district!, ofCity)).body).toMatchObject({ code: 'not-found' });
    expect((await ask(keeper!, ofCity)).status).toBe(404);
  });

  it('who keeps the stock does not judge it', async () => {
    const { hold } = await stopped(lead!);
    const { body: { holds: [asked] } } = await ask(lead!, hold);
    expect((await approve(keeper!, asked!)).body).toMatchObject({ code: 'not-for-this-role', params: { permission: 'approveLotRelease' } });
  });

  it('a client of a district recalls nothing, one of a site stops its own stock', async () => {
    const machine = await api.register({ clientId: 'operator-of-district', kind: 'operator', areaCode: api.siteA.areaCode, scopes: ['lots:hold'] });
    const lot = await newLot();
    const hold = (kind: string) => ({ staffId: 'S-1', kind, reason: REASON });
    expect((await machine.post(`${pathOf(lot)}/holds`, hold('recall'))).body).toMatchObject({ code: 'not-for-this-client' });
    expect(await api.a.post(`${pathOf(lot)}/holds`, hold('suspected'))).toMatchObject({ status: 201, body: { holds: [{ siteId: api.siteA.siteId, placed: { by: 'S-1' } }] } });
  });

  it('past the API the database lets nobody stop or let go in the name of another place, nor write the state of a lot', async () => {
    const lot = await newLot();
    const place = (siteId: string, areaCode: string) => inScope(api.database.urls.api, { site: api.siteA.siteId },
      `insert into lot_holds (id, product_id, lot, kind, site_id, area_code, placed_by, placed_at) values ($1, 'mmr', $2, 'suspected', $3, $4, 'S-1', now())`, [newId(), lot, siteId, areaCode]);
    await expect(place(api.siteB.siteId, api.siteB.areaCode)).rejects.toMatchObject({ code: '42501' });
    await expect(inScope(api.database.urls.api, { site: api.siteA.siteId }, `update lots set status = 'usable'`)).rejects.toMatchObject({ code: '42501' });
    const { hold } = await stopped(lead!);
    expect(await inScope(api.database.urls.api, { site: api.siteB.siteId }, `update lot_holds set status = 'released' where id = $1 returning id`, [hold.id])).toEqual([]);
    await expect(api.rows(`update lot_holds set status = 'released', asked_by = 'S-1', released_by = 'S-1' where id = $1`, [hold.id])).rejects.toMatchObject({ constraint: 'lot_holds_released_by_two' });
  });
});

it('of a kind one is enough at a place, and one for all is enough to be recalled', async () => {
  const { lot } = await stopped(lead!);
  expect((await stop(keeper!, lot)).body).toMatchObject({ code: 'lot-hold-exists', params: { kind: 'cold-chain' } });
  expect((await stop(otherLead!, lot)).status).toBe(201);
  expect((await stop(city!, lot, { kind: 'recall' })).status).toBe(201);
  expect((await stop(province!, lot, { kind: 'recall' })).body).toMatchObject({ code: 'lot-hold-exists', params: { kind: 'recall' } });
  expect(await show(lot)).toMatchObject({ status: 'recalled', holds: [{ kind: 'recall' }, { kind: 'cold-chain' }, { kind: 'cold-chain' }] });
});

it('of two who stop it at once, or let it go at once, one is first', async () => {
  const lot = await newLot();
  const both = await Promise.all([stop(lead!, lot), stop(keeper!, lot)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  const { hold } = await stopped(lead!);
  const { body: { holds: [asked] } } = await ask(keeper!, hold);
  const agreed = await Promise.all([approve(lead!, asked!), approve(district!, asked!)]);
  expect(agreed.map(({ status }) => status).sort()).toEqual([200, 409]);
});

it('is stopped once for a key', async () => {
  const lot = await newLot();
  const body = { staffId: lead!.personId, kind: 'suspected', reason: REASON };
  expect((await lead!.client.post(`${pathOf(lot)}/holds`, body, 'once')).status).toBe(201);
  const again = await lead!.client.post<LotShown>(`${pathOf(lot)}/holds`, body, 'once');
  expect([again.status, again.headers.get('idempotent-replay'), again.body.holds.length]).toEqual([201, 'true', 1]);
});

it('leaves who did it and nothing of why in the clear', async () => {
  const { lot, hold } = await stopped(keeper!);
  const { body: { holds: [asked] } } = await ask(keeper!, hold);
  await approve(lead!, asked!);
  expect(await api.rows(`select action, actor, params from audit_rows where object_kind = 'lot-hold' and object_id = $1 order by id`, [hold.id])).toEqual(
    (['placed', 'releaseAsked', 'released'] as const).map((event, n) => ({ action: `lot.${event}`, actor: { kind: 'person', personId: (n === 2 ? lead! : keeper!).personId }, params: { productId: 'mmr', lot, kind: 'cold-chain', version: n + 1 } })),
  );
  const [{ kept } = {}] = await api.rows<{ kept: string }>(`select string_agg(encode(reason_enc, 'escape'), '') || (select string_agg(answer::text, '') from command_keys) as kept from lot_hold_events`);
  expect([kept?.includes('f1:'), kept?.includes(REASON)]).toEqual([true, false]);
});

it('is listed by product and lot, of one product or one state, page by page', async () => {
  const { lot } = await stopped(lead!, { kind: 'suspected' });
  const list = (query: string) => getAs<{ data: Lot[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }>(vaccinator!.client, `/v1/lots?${query}`);
  const held = await list('productId=mmr&status=held&first=200');
  expect(held.data.map((one) => one.lot)).toContain(lot);
  expect(held.data.every(({ status }) => status === 'held')).toBe(true);
  const { data: all } = await list('productId=mmr&first=200');
  const paged: Lot[] = [];
  for (let after = ''; ; ) {
    const { data, pageInfo } = await list(`productId=mmr&first=3${after}`);
    paged.push(...data);
    if (!pageInfo.hasNextPage) break;
    after = `&after=${pageInfo.endCursor}`;
  }
  expect(paged).toEqual(all);
  expect((await vaccinator!.client.get('/v1/lots?status=broken')).status).toBe(422);
  expect((await vaccinator!.client.get('/v1/lots/mmr/NOT-THERE')).status).toBe(404);
});
