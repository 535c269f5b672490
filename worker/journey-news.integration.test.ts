import { openWorkflowEnvironment, pause, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { instantAt } from '../domain/time.js';
import { TODAY } from '../db/database-fixtures.js';
import { CLOCKS, ClinicUnderTest } from './clinic-fixtures.js';
import type { ClinicVisit } from './clinic-visit-fixtures.js';
import { brokenInvariants } from './invariants-fixtures.js';

let env: WorkflowEnvironment;
let clinic: ClinicUnderTest;
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  clinic = await ClinicUnderTest.open(env, process.env.TEST_ADMIN_URL);
  clinic.relay.start();
});
afterAll(async () => {
  await clinic?.close();
  await env?.teardown();
});
afterEach(() => clinic.mendRegistry());

/** How often each request for this visit came to the registry, repeats too. */
async function requests({ journeyId }: ClinicVisit): Promise<number[]> {
  const { doses } = (await clinic.registry('doses')) as { doses: { key: string; requests: number }[] };
  return doses.filter(({ key }) => key.startsWith(journeyId)).map((dose) => dose.requests);
}

describe('news', () => {
  it('that is lost every time is brought by the relay', async () => {
    const visit = await clinic.visit(1);
    visit.news = () => undefined;
    await visit.walkIn();
    await visit.give({ historyFrom: 'certificate' });
    await visit.until((view) => view.uploads.length === 0 && view.notice === null && view.observeUntil === null);
    await visit.release();
    await visit.until((view) => view.over);
    await visit.handle.result();
    expect(await requests(visit)).toEqual([1]);
    expect(await brokenInvariants(clinic, [visit])).toEqual([]);
  });

  it('that comes many times, late and out of order repeats nothing', async () => {
    const visit = await clinic.visit(2);
    const once = visit.news;
    visit.news = (version, day) => [version, 1, version - 1, version, 2].filter((told) => told > 0).forEach((told) => once(told, day));
    await visit.book();
    await visit.checkIn();
    await visit.until((view) => view.lookUp === null);
    await visit.give();
    await visit.until((view) => view.uploads.length === 0 && view.notice === null && view.observeUntil === null);
    const { state, version } = await visit.release();
    await visit.handle.result();
    for (const told of [1, version, version + 7]) once(told, state.day); // after the end: a run that reads the view and ends
    await pause(300);
    await visit.handle.result();
    expect(await requests(visit)).toEqual([1]);
    expect(await brokenInvariants(clinic, [visit])).toEqual([]);
  });
});

describe('the clock of a booking', () => {
  it('and an arrival in the same moment: exactly one of them is true', async () => {
    const visits = await Promise.all(Array.from({ length: 8 }, (_, n) => clinic.visit(10 + n)));
    const noShowAt = Date.now() + 3_000;
    clinic.clocks = { ...CLOCKS, noShowAfterMs: noShowAt - instantAt(TODAY(), '23:59') };
    await Promise.all(visits.map((visit) => visit.book()));
    clinic.clocks = CLOCKS;
    const [early, late, ...racing] = visits;
    await early?.checkIn();
    await pause(Math.max(0, noShowAt - 40 - Date.now()));
    const arrivals = await Promise.all(racing.map(async (visit, n) => (await pause(n * 20), visit.visit.submit(visit.visit.checkIn()))));
    await late?.until((_, { end }) => end === 'no-show');
    expect(await late?.visit.submit(late.visit.checkIn())).toMatchObject({ kind: 'refused', stage: 'no-show' });
    for (const [n, visit] of racing.entries()) {
      const state = await visit.until((view) => view.noShowAt === null);
      const arrived = arrivals[n]?.kind === 'committed';
      expect({ arrived: state.arrived, end: state.end }).toEqual(arrived ? { arrived: true, end: null } : { arrived: false, end: 'no-show' });
    }
    expect(await early?.until((view) => view.lookUp === null)).toMatchObject({ arrived: true, end: null });
    expect(await brokenInvariants(clinic, visits, { open: true })).toEqual([]);
  });
});

describe('an upload', () => {
  it('that the registry confirms after the journey closed is taken into the same log', async () => {
    clinic.clocks = { ...CLOCKS, uploadDueMs: 1_500, recordFinalAfterMs: 300 };
    await clinic.registry('faults', { kind: 'drop-answer', path: '/gdips/v1/doses' });
    await clinic.registry('faults', { kind: 'down', how: 'unavailable', path: '/gdips/v1/requests' });
    const visit = await clinic.visit(30);
    await visit.walkIn();
    await visit.until((view) => view.lookUp === null);
    await visit.give();
    clinic.clocks = CLOCKS;
    await visit.until((view) => view.observeUntil === null && view.notice === null && view.uploads[0]?.dueAt === null);
    await visit.release();
    await visit.until((_, { closed }) => closed);
    await clinic.mendRegistry();
    const state = await visit.until((view) => view.over);
    await visit.handle.result();
    expect(state).toMatchObject({ closed: true, doses: [{ given: { upload: 'confirmed' } }], cases: [] });
    expect(await visit.visit.submit(visit.visit.checkIn())).toMatchObject({ kind: 'refused', stage: 'closed' });
    expect(await clinic.rows('select upload_state from doses where journey_id = $1', [visit.journeyId])).toEqual([{ upload_state: 'confirmed' }]);
    const [{ type } = {}] = await clinic.rows('select type from journey_events where journey_id = $1 order by version desc limit 1', [visit.journeyId]);
    expect(type).toBe('caseResolved'); // what the case was about came right by itself
    expect(await brokenInvariants(clinic, [visit])).toEqual([]);
  });
});
