import type { Journey } from '../contracts/journeys.js';
import { newId } from '../db/new-id.js';
import { toId } from '../domain/ids.js';
import { STAGES, type Stage } from '../domain/journey/stages.js';
import { toInstant } from '../domain/time.js';
import { GATES, type Gate } from '../domain/refusals.js';
import { ApiUnderTest } from './api-fixtures.js';
import { getAs, postAs } from './http-fixtures.js';
import { Line, selfPaid, type Step } from './line-fixtures.js';
import { finds } from './notice-fixtures.js';
import { MMR, register } from './people-fixtures.js';

let api: ApiUnderTest;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  await api.rows(`insert into breakers (system, state) values ('registry-guangdong', 'open')`);
});
afterAll(() => api?.close());

const through = (step?: Step) => Line.open(api, step ? { through: step } : {});

/** As far as one comes without that gate. */
const WITHOUT: Record<Gate, () => Promise<Line>> = {
  identified: () => through(),
  'archive-confirmed': () => through('identify'),
  async eligible() {
    const line = await through('identify');
    await line.must('confirmArchive', { data: { historyFrom: 'unknown' } });
    await line.must('recordPrecheck');
    await line.must('recordConsent');
    return line;
  },
  'pre-check': () => through('confirmArchive'),
  consent: () => through('recordPrecheck'),
  settled: () => selfPaid(api),
  checklist: () => through('recordConsent'),
};

it.each(GATES)('no dose is given without the gate %s, which its refusal names (H9)', async (gate) => {
  const line = await WITHOUT[gate]();
  const refused = { status: 409, body: { code: 'gate-open', params: { gate, plannedDoseId: line.plannedDoseId } } };
  expect(await line.send('recordDose')).toMatchObject(refused);
  if (gate !== 'checklist') expect(await line.send('verify')).toMatchObject(refused);
  const { doses } = await getAs<Journey>(api.a, line.path);
  expect(doses.map(({ given }) => given)).toEqual([null]);
});

/** In each stage, as a desk, a clock or the registry brings it there. */
const IN_STAGE: Record<Stage, () => Promise<{ journeyId: string }>> = {
  booked,
  arrived: () => through(),
  identified: () => through('identify'),
  'archive-confirmed': () => through('confirmArchive'),
  cleared: () => through('recordConsent'),
  dosing: () => through('verify'),
  observing: () => through('recordDose'),
  released,
  async closed() {
    const line = await released();
    await finds(api, line, () => ({ type: 'uploaded', data: { plannedDoseId: toId(line.plannedDoseId), contentVersion: 1 } }));
    await finds(api, line, () => ({ type: 'noticeDone', data: { contentVersion: 1, noticeId: null, outcome: 'no-phone' } }));
    return line;
  },
  async cancelled() {
    const line = await through();
    await line.must('cancel');
    return line;
  },
  async 'no-show'() {
    const journey = await booked();
    await move(journey, '{noShowAt}');
    await finds(api, journey, () => ({ type: 'noShow', data: { noShowAt: toInstant(1) } }));
    return journey;
  },
  deferred: () => endedBy('deferred'),
  refused: () => endedBy('refused'),
  left: () => endedBy('left'),
};

async function booked(): Promise<{ journeyId: string }> {
  return postAs(api.a, '/v1/bookings', { residentId: (await register(api.a)).id, siteId: api.siteA.siteId, slotId: api.siteA.slotIds[0], doses: MMR });
}

async function released(): Promise<Line> {
  const line = await through('recordDose');
  await move(line, '{observation,until}');
  await line.must('release');
  return line;
}

async function endedBy(reason: string): Promise<Line> {
  const line = await through();
  await line.must('notGiven', { data: { reason } });
  return line;
}

/** An instant of the state as if it had been long ago. */
const move = ({ journeyId }: { journeyId: string }, path: string) => api.rows('update journeys set state = jsonb_set(state, $2::text[], $3) where id = $1', [journeyId, path, '1']);

it.each(STAGES)('a jab that happened is recordable in the stage %s (H8)', async (stage) => {
  const { journeyId } = await IN_STAGE[stage]();
  const path = `/v1/journeys/${journeyId}`;
  expect(await getAs<Journey>(api.a, path)).toMatchObject({ stage });
  const said = { dose: { productId: 'hepb-10', doseNumber: 1 }, lot: null, traceCode: null, bodySite: 'left-upper-arm', route: 'IM', givenAt: new Date(Date.now() - 1_000).toISOString() };
  const sent = await api.a.post(`${path}/commands`, { type: 'reportUnverifiedDose', data: said, reason: '断电', station: 'vaccination', staffId: 'N-204' }, newId());
  expect(sent).toMatchObject({ status: 200, body: { events: expect.arrayContaining(['doseReportedUnverified', 'caseOpened']) } });
  const { doses, openCases } = await getAs<Journey>(api.a, path);
  const reported = doses.find(({ productId }) => productId === 'hepb-10');
  expect(reported).toMatchObject({ state: 'reported-unverified', given: null });
  expect(openCases).toContainEqual({ caseId: expect.any(String), kind: 'dose-on-unverified-checklist', plannedDoseId: reported?.plannedDoseId });
});
