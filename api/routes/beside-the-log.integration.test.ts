import type { RefusedCommand } from '../../contracts/beside-the-log.js';
import { createAuditReader } from '../../db/audit-reader.js';
import { newId } from '../../db/new-id.js';
import { createPool } from '../../db/pool.js';
import { toId } from '../../domain/ids.js';
import { ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs, type TestClient } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';
import { showCode } from '../people-fixtures.js';

let api: ApiUnderTest;
let lead: SignedIn;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  lead = await api.signedIn({ roles: ['site-lead'], siteIds: [api.siteA.siteId] });
});
afterAll(() => api?.close());

const refusedOf = async ({ path }: Line, client: TestClient = api.a) => (await getAs<{ data: RefusedCommand[] }>(client, `${path}/refused-commands`)).data;

it('tells each command that was refused, in order, with who sent it, why and with which facts', async () => {
  const line = await Line.open(api, { through: 'identify' });
  await line.send('recordDose', { envelope: { staffId: 'N-204' } });
  await line.send('checkIn', { as: api.a });
  await line.send('recordConsent', { envelope: { expectedVersion: 1 } });
  expect(await refusedOf(line)).toMatchObject([
    { command: 'recordDose', actor: { kind: 'client', clientId: 'site-a', staffId: 'N-204' }, code: 'gate-open', params: { gate: 'archive-confirmed', plannedDoseId: line.plannedDoseId } },
    { command: 'checkIn', code: 'not-in-this-stage', params: { command: 'checkIn' } },
    { command: 'recordConsent', code: 'version-moved', params: { version: 2 } },
  ]);
});

it('tells an instant as it was answered', async () => {
  const line = await Line.open(api, { through: 'recordDose' });
  const refused = await line.send('release', { data: { early: false } });
  expect(refused).toMatchObject({ status: 409, body: { code: 'observation-not-over' } });
  expect((await refusedOf(line)).at(-1)).toMatchObject({ command: 'release', code: 'observation-not-over', params: refused.body.params });
});

it('tells a code that was not accepted as an identification that was refused, without the code', async () => {
  const line = await Line.open(api);
  const { text } = await showCode(api.channelOf(line.residentId), line.residentId);
  const forged = `${text.slice(0, -4)}AAAA`;
  expect(await line.send('identify', { data: { text: forged }, envelope: { staffId: 'N-101' } })).toMatchObject({ status: 422, body: { code: 'code-invalid' } });
  const refused = await refusedOf(line);
  expect(refused).toMatchObject([{ command: 'identify', actor: { kind: 'client', staffId: 'N-101' }, code: 'code-invalid' }]);
  expect(JSON.stringify(refused)).not.toContain(forged.slice(0, 40));
});

it('leaves to the auditor what came from beyond reach, and to the process what it found too late', async () => {
  const line = await Line.open(api);
  expect(await line.send('cancel', { as: api.b })).toMatchObject({ status: 404 });
  await api.rows(
    `insert into audit_rows (id, actor, action, object_kind, object_id, outcome, code) values ($1, '{"kind": "process"}', 'journey.noShow', 'journey', $2, 'refused', 'finding-too-late')`,
    [newId(), line.journeyId],
  );
  expect(await api.rows(`select code from audit_rows where object_id = $1 and outcome = 'refused' order by id`, [line.journeyId])).toEqual([{ code: 'not-found' }, { code: 'finding-too-late' }]);
  expect(await refusedOf(line)).toEqual([]);
});

it('gives the newest where there are more than anybody reads', async () => {
  const line = await Line.open(api);
  for (const type of ['recordDose', 'release', 'checkIn'] as const) await line.send(type);
  const pool = createPool({ url: api.database.urls.auditor, max: 1 });
  try {
    expect((await createAuditReader(pool).refusedAbout(toId(line.journeyId), 2)).map(({ action }) => action)).toEqual(['journey.release', 'journey.checkIn']);
  } finally {
    await pool.end();
  }
});

it.each(['refused-commands', 'steps/log'])('%s is read by whoever leads the site or oversees the area, and by nobody else', async (part) => {
  const line = await Line.open(api);
  await line.send('recordDose');
  const supervisor = await api.signedIn({ roles: ['district-supervisor'], areaCode: '440103' });
  for (const client of [api.a, api.operator, lead.client, supervisor.client]) expect((await client.get(`${line.path}/${part}`)).status).toBe(200);
  const elsewhere = await api.signedIn({ roles: ['city-supervisor'], areaCode: '440300' });
  for (const client of [api.b, elsewhere.client]) expect(await client.get(`${line.path}/${part}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  const registrar = await api.signedIn({ roles: ['registrar'], siteIds: [api.siteA.siteId] });
  expect(await registrar.client.get(`${line.path}/${part}`)).toMatchObject({ status: 403, body: { code: 'not-for-this-role' } });
  expect((await api.channelOf(line.residentId).get(`${line.path}/${part}`)).status).toBe(403);
});
