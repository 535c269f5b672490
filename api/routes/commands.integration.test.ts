import { setTimeout as wait } from 'node:timers/promises';
import type { Result } from '../../contracts/archives.js';
import { API_COMMANDS } from '../../contracts/journey-commands.js';
import type { Journey, OpenCommands } from '../../contracts/journeys.js';
import type { z } from 'zod';
import { ApiUnderTest } from '../api-fixtures.js';
import { decideByTwo, getAs } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';

let api: ApiUnderTest;
/** The registry is known to be away, so that no identification waits for it. */
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env, { env: { POLICY_CLOCKS: 'clocks-test' } });
  await api.rows(`insert into breakers (system, state) values ('registry-guangdong', 'open')`);
});
afterAll(() => api?.close());

const journeyOf = (line: Line) => getAs<Journey>(api.a, line.path);
const gateOf = async (line: Line) => (await getAs<z.infer<typeof OpenCommands>>(api.a, `${line.path}/commands`)).doses[0]!.firstOpenGate;

it('lead a resident from the desk through every gate to the door', async () => {
  const line = await Line.open(api);
  const gates = [await gateOf(line)];
  for (const step of ['identify', 'confirmArchive', 'recordPrecheck', 'recordConsent', 'verify'] as const) {
    await line.must(step);
    gates.push(await gateOf(line));
  }
  expect(gates).toEqual(['identified', 'archive-confirmed', 'pre-check', 'consent', 'checklist', null]);
  expect(await line.must('recordDose')).toMatchObject({ stage: 'observing', events: ['doseGiven'], allowed: ['identify', 'reportUnverifiedDose', 'reportReaction', 'confirmArchive', 'correctOwnDose', 'reportLeft', 'release'] });
  await line.must('reportReaction');
  const { doses, observeUntil } = await journeyOf(line);
  expect(doses).toMatchObject([{ state: 'given', given: { bodySite: 'left-upper-arm', route: 'SC', upload: 'pending', contentVersion: 1 } }]);
  for (const until = Date.now() + 20_000; ; ) {
    const { status, body } = await line.send('release');
    if (status === 200) break;
    expect([body.code, body.params]).toEqual(['observation-not-over', { until: observeUntil }]);
    expect(Date.now()).toBeLessThan(until);
    await wait(50);
  }
  expect(await journeyOf(line)).toMatchObject({ stage: 'released', released: true, observeUntil });
});

it('leave a result that counts the time left for the upload', async () => {
  const line = await Line.open(api, { through: 'recordDose' });
  const { data } = await getAs<{ data: Result[] }>(api.channelOf(line.residentId), `/v1/residents/${line.residentId}/results`);
  expect(data).toMatchObject([{ journeyId: line.journeyId, plannedDoseId: line.plannedDoseId, siteId: api.siteA.siteId, series: 'MMR', doseNumber: 1, status: 'given', upload: 'pending' }]);
  expect(data[0]!.uploadSecondsLeft).toBeLessThanOrEqual(2);
});

it('plan, drop and refuse single doses of a visit', async () => {
  const line = await Line.open(api, { through: 'recordPrecheck' });
  expect(await line.must('planDose', { data: { dose: { productId: 'hepb-10', doseNumber: 1 } } })).toMatchObject({ events: ['dosePlanned', 'eligibilityFound'] });
  await line.must('planDose', { data: { dose: { productId: 'hepa-l', doseNumber: 1 } } });
  const { doses } = await journeyOf(line);
  await line.must('dropDose', { data: { plannedDoseId: doses[2]!.plannedDoseId } });
  await line.must('notGiven', { data: { plannedDoseId: doses[1]!.plannedDoseId } });
  expect((await journeyOf(line)).doses.map(({ state, notGiven }) => [state, notGiven])).toEqual([['eligible', null], ['not-given', 'refused']]);
});

it('keep reasons, answers and signatures encrypted, and out of the log', async () => {
  const line = await Line.open(api, { through: 'recordConsent' });
  await line.must('notGiven', { envelope: { reason: '家长想再考虑一下' } });
  const timeline = JSON.stringify(await getAs(api.a, `${line.path}/timeline`));
  expect(timeline).toContain('noteId');
  expect(timeline).not.toMatch(/考虑|box-12|fever/);
  const kept = await api.rows<{ bytes: Buffer }>('select content_enc as bytes from notes union all select content_enc from evidence');
  expect(Buffer.concat(kept.map(({ bytes }) => bytes)).toString('utf8')).not.toMatch(/考虑|box-12|fever/);
  expect(await api.rows('select purpose from notes where resident_id = $1', [line.residentId])).toEqual([{ purpose: 'reason' }, { purpose: 'reason' }]);
  expect((await api.rows<{ purpose: string }>('select purpose from evidence where resident_id = $1 order by id', [line.residentId])).map(({ purpose }) => purpose)).toEqual(['identity-attested', 'recordPrecheck', 'recordConsent']);
});

it('name who acted, at which station, and keep the device’s time as evidence alone', async () => {
  const line = await Line.open(api);
  await line.must('recordPrecheck', { envelope: { station: 'precheck', staffId: 'D-7', claimedAt: '2020-01-01T00:00:00.000Z' } });
  const { data } = await getAs<{ data: { at: string; station: string; actor: object }[] }>(api.a, `${line.path}/timeline`);
  expect(data[1]).toMatchObject({ station: 'precheck', actor: { kind: 'client', clientId: 'site-a', staffId: 'D-7' } });
  expect(data[1]!.at > '2026').toBe(true);
});

it('defer a visit with the date on record', async () => {
  const line = await Line.open(api, { through: 'confirmArchive' });
  expect(await line.must('recordPrecheck', { data: { decision: 'defer', deferUntil: '2027-01-04', advice: '退热三天后再来' } })).toMatchObject({ stage: 'deferred' });
  expect(await journeyOf(line)).toMatchObject({ precheck: 'defer', doses: [{ state: 'not-given', notGiven: 'deferred' }] });
});

it('record a jab in a visit that was cancelled, and let a supervisor say that it counts', async () => {
  const line = await Line.open(api);
  await line.must('cancel');
  expect(await line.must('reportUnverifiedDose', { data: { dose: { plannedDoseId: line.plannedDoseId } } })).toMatchObject({ stage: 'observing', events: ['doseReportedUnverified', 'caseOpened'] });
  await line.must('identify');
  await line.must('confirmArchive');
  const { data: [row] } = await getAs<{ data: { id: string; kind: string; evidence: string }[] }>(api.operator, `/v1/cases?siteId=${api.siteA.siteId}`);
  expect(row).toMatchObject({ kind: 'dose-on-unverified-checklist', evidence: `${line.path}/timeline`, actions: ['count-dose', 'leave-uncounted'] });
  const resultOf = async () => (await getAs<{ data: Result[] }>(api.a, `/v1/residents/${line.residentId}/results`)).data;
  expect(await resultOf()).toMatchObject([{ status: 'reported-unverified', upload: null }]);
  expect(await decideByTwo(api.operator, `/v1/cases/${row!.id}`, 1, 'count-dose')).toMatchObject({ status: 200 });
  expect(await resultOf()).toMatchObject([{ plannedDoseId: line.plannedDoseId, status: 'given', upload: 'pending', uploadDueAt: expect.any(String) }]);
});

it('put right a dose that has not left, by whoever gave it', async () => {
  const line = await Line.open(api, { through: 'recordDose' });
  const givenAt = new Date(Date.now() - 1_000).toISOString();
  expect(await line.must('correctOwnDose', { data: { givenAt } })).toMatchObject({ events: ['doseCorrected'] });
  expect((await getAs<{ data: Result[] }>(api.a, `/v1/residents/${line.residentId}/results`)).data).toMatchObject([{ status: 'given', givenAt, upload: 'pending' }]);
  expect((await journeyOf(line)).doses).toMatchObject([{ given: { bodySite: 'right-upper-arm', contentVersion: 2 } }]);
});

it('are all refused in a visit that is over, by stage and command', async () => {
  const line = await Line.open(api);
  await line.must('cancel');
  for (const type of API_COMMANDS.filter((one) => one !== 'reportUnverifiedDose')) expect(await line.send(type)).toMatchObject({ status: 409, body: { code: 'not-in-this-stage', params: { stage: 'cancelled', command: type } } });
});
