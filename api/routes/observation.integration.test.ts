import type { Journey } from '../../contracts/journeys.js';
import type { ObservedResident } from '../../contracts/observation.js';
import type { Role } from '../../domain/access/roles.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { DeskBrowser, type Enrolment } from '../desk-fixtures.js';
import { getAs, postAs, type TestClient } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

type Board = { asOf: string; data: ObservedResident[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
const board = (client: TestClient = api.a, query = '') => getAs<Board>(client, `/v1/observation${query}`);
const rowOf = async ({ journeyId }: Line) => (await board()).data.find((row) => row.journeyId === journeyId);
/** As if the dose had been given so many minutes before. */
const ago = ({ journeyId }: Line, minutes: number) =>
  api.rows(`update journeys set state = jsonb_set(state, '{observation,until}', to_jsonb((state #>> '{observation,until}')::bigint - $2 * 60000)) where id = $1`, [journeyId, minutes]);
const by = async (role: Role) => (await api.signedIn({ roles: [role], siteIds: [api.siteA.siteId] })).client;

describe('the board of the observation desk', () => {
  it('lists who is observed at the site, whoever may leave first at the top, by pages, masked and audited', async () => {
    const [second, first] = [await Line.open(api, { through: 'recordDose' }), await Line.open(api, { through: 'recordDose' })];
    await Line.open(api, { through: 'verify' });
    await ago(first, 5);
    const { data } = await board();
    expect(data.map(({ journeyId }) => journeyId)).toEqual([first.journeyId, second.journeyId]);
    expect(data[0]).toMatchObject({ name: expect.stringMatching(/^欧\*+$/), stage: 'observing', alarm: null, reaction: null, by: 'N-204', minutesLeft: expect.any(Number) });
    const page = await board(api.a, '?first=1');
    expect(page.pageInfo.hasNextPage).toBe(true);
    expect((await board(api.a, `?first=1&after=${page.pageInfo.endCursor}`)).data).toEqual([data[1]]);
    expect((await board(api.b)).data).toEqual([]);
    expect((await api.b.get(`/v1/observation?siteId=${api.siteA.siteId}`)).status).toBe(404);
    expect(await api.a.get('/v1/observation?after=eyJ4')).toMatchObject({ status: 422, body: { code: 'list-not-offered' } });
    expect(await api.rows(`select 1 from audit_rows where action = 'observation.list' and count = 2`)).not.toEqual([]);
  });

  it('shows the worst reaction, and lets go of whoever is released', async () => {
    const line = await Line.open(api, { through: 'recordDose' });
    await line.must('reportReaction', { data: { severity: 'severe' } });
    expect(await rowOf(line)).toMatchObject({ reaction: 'severe' });
    await ago(line, 31);
    expect(await rowOf(line)).toMatchObject({ minutesLeft: -1 });
    await line.must('release');
    expect(await rowOf(line)).toBeUndefined();
  });

  it('is alarmed by whoever nobody releases in time, with nothing to take back (H12)', async () => {
    const line = await Line.open(api, { through: 'recordDose' });
    await ago(line, 39);
    expect(await rowOf(line)).toMatchObject({ alarm: null });
    await ago(line, 2);
    expect((await board()).data[0]).toMatchObject({ journeyId: line.journeyId, alarm: 'overdue' });
    await line.must('release');
    expect(await rowOf(line)).toBeUndefined();
  });

  it('is alarmed by whoever left, until somebody says what was found out (H12)', async () => {
    const line = await Line.open(api, { through: 'recordDose' });
    const observer = await by('observer');
    await line.must('reportLeft', { as: observer, envelope: { staffId: undefined } });
    expect(await rowOf(line)).toMatchObject({ alarm: 'left' });
    expect(await line.send('release', { as: observer, envelope: { staffId: undefined } })).toMatchObject({ status: 422, body: { code: 'reason-required' } });
    await line.must('release', { as: observer, envelope: { staffId: undefined, reason: '电话联系监护人，无不适' } });
    expect(await rowOf(line)).toBeUndefined();
    const { data } = await getAs<{ data: { type: string }[] }>(api.a, `${line.path}/timeline`);
    expect(data.map(({ type }) => type).slice(-2)).toEqual(['leftUnreleased', 'released']);
  });

  it.each([['observer', 200], ['vaccinator', 200], ['pre-check-doctor', 200], ['registrar', 200], ['site-lead', 200], ['cashier', 403], ['stock-keeper', 403]] as const)('to a %s: %i', async (role, status) => {
    expect((await (await by(role)).get(`/v1/observation?siteId=${api.siteA.siteId}`)).status).toBe(status);
  });

  it('to a supervisor: 403', async () => {
    const { client } = await api.signedIn({ roles: ['district-supervisor'], areaCode: '440106' });
    expect((await client.get(`/v1/observation?siteId=${api.siteA.siteId}`)).status).toBe(403);
  });
});

describe('a screen on the wall', () => {
  const screen = async (station: string) => {
    const lead = await by('site-lead');
    const { code } = await postAs<Enrolment>(lead, '/v1/administration/devices', { siteId: api.siteA.siteId, name: '留观屏', station });
    const desk = new DeskBrowser(api);
    await desk.enrol(code);
    return desk;
  };

  it('shows masked names and until when, to its device alone, with nobody signed in', async () => {
    const [line, gone] = [await Line.open(api, { through: 'recordDose' }), await Line.open(api, { through: 'recordDose' })];
    await gone.must('reportLeft');
    const wall = await screen('observation');
    const { status, body } = await wall.send('GET', '/auth/desk/board');
    expect(status).toBe(200);
    const { until } = (await rowOf(line))!;
    expect(body['data']).toContainEqual({ name: expect.stringMatching(/^欧\*+$/), until });
    expect(body['data']).not.toContainEqual(expect.objectContaining({ until: (await rowOf(gone))!.until }));
    expect(JSON.stringify(body)).not.toContain(line.journeyId);
    expect(await wall.who()).toBe(401);
  });

  it('is no board at another station, and to no browser that is none of its devices', async () => {
    expect(await (await screen('vaccination')).send('GET', '/auth/desk/board')).toMatchObject({ status: 404 });
    expect(await new DeskBrowser(api).send('GET', '/auth/desk/board')).toMatchObject({ status: 401, body: { code: 'device-unknown' } });
  });
});

describe('an early release', () => {
  const early = { data: { early: true }, envelope: { staffId: undefined, reason: '家长有急事，已嘱观察' } };

  it('is refused to an observer, and to the doctor without a reason (H12)', async () => {
    const line = await Line.open(api, { through: 'recordDose' });
    expect(await line.send('release', { as: await by('observer'), ...early })).toMatchObject({ status: 403, body: { code: 'not-authorised', params: { needs: 'observation:release-early' } } });
    expect(await line.send('release', { as: await by('pre-check-doctor'), ...early, envelope: { staffId: undefined } })).toMatchObject({ status: 422, body: { code: 'reason-required' } });
    expect(await line.send('release', { as: await by('vaccinator'), ...early })).toMatchObject({ status: 403, body: { code: 'not-for-this-role' } });
    expect(await getAs<Journey>(api.a, line.path)).toMatchObject({ stage: 'observing', released: false });
  });

  it('by the doctor stands in the log as early, with its reason encrypted, and in the audit with who did it', async () => {
    const line = await Line.open(api, { through: 'recordDose' });
    const { client, personId } = await api.signedIn({ roles: ['pre-check-doctor'], siteIds: [api.siteA.siteId] });
    await line.must('release', { as: client, ...early });
    const { data } = await getAs<{ data: { type: string; data: Record<string, unknown>; actor: object }[] }>(api.a, `${line.path}/timeline`);
    const released = data.find(({ type }) => type === 'released');
    expect(released).toMatchObject({ data: { early: true, noteId: expect.any(String) }, actor: { kind: 'person', personId } });
    const [note] = await api.rows<{ sealed: string }>('select content_enc::text as sealed from notes where id = $1', [released?.data['noteId']]);
    expect(note?.sealed).not.toContain(Buffer.from('家长').toString('hex'));
    const audited = await api.rows<{ actor: { personId: string } }>(`select actor from audit_rows where action = 'journey.release' and outcome = 'done' and object_id = $1`, [line.journeyId]);
    expect(audited).toMatchObject([{ actor: { personId } }]);
  });
});
