import { randomInt } from 'node:crypto';
import type { SubmitResult } from '../db/door/submission.js';
import { newId } from '../db/new-id.js';
import type { PlannedDoseId } from '../domain/ids.js';
import type { JourneyCommand } from '../domain/journey/commands.js';
import { checklistItems, command, policies } from '../domain/journey/journey-fixtures.js';
import { isEnded, stageOf } from '../domain/journey/stage-of.js';
import { isDone } from '../domain/journey/state.js';
import { toInstant } from '../domain/time.js';
import { createRandom, type Random } from '../simulators/residents/random.js';
import { ClinicUnderTest } from '../worker/clinic-fixtures.js';
import type { ClinicVisit } from '../worker/clinic-visit-fixtures.js';
import { brokenInvariants } from '../worker/invariants-fixtures.js';
import { openWorkflowEnvironment, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { RemoteDesk } from './remote-desk.js';

const PROCESSES = 3;
const WAVES = 30;
const AT_ONCE = 8;

let env: WorkflowEnvironment;
let clinic: ClinicUnderTest;
let desks: RemoteDesk[];
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  clinic = await ClinicUnderTest.open(env, process.env.TEST_ADMIN_URL);
  clinic.relay.start();
  desks = await Promise.all(Array.from({ length: PROCESSES }, () => RemoteDesk.start(clinic.database.urls.api)));
}, 120_000);
afterAll(async () => {
  await Promise.all((desks ?? []).map((desk) => desk.stop()));
  await clinic?.close();
  await env?.teardown();
});

type Dose = { plannedDoseId: PlannedDoseId; productId: string };

/** Anything that anybody might send, on any of three doses, whatever the journey is up to. */
function anyCommand(visit: ClinicVisit, doses: readonly Dose[], random: Random): JourneyCommand {
  const { plannedDoseId, productId } = random.pick(doses);
  const product = policies.products.find((candidate) => candidate.productId === productId);
  const turn = doses.findIndex((dose) => dose.plannedDoseId === plannedDoseId);
  const { bodySites = [], routes: [route = ''] = [] } = product ?? {};
  const bodySite = bodySites.at(-1 - (turn % bodySites.length)) ?? '';
  const traceCode = `${product?.tracePrefix}${String(visit.n).padStart(10, '0')}${String(turn).padStart(3, '0')}`;
  const withNote = { historyFrom: 'certificate', noteId: newId<'note'>() } as const;
  return random.weighted<() => JourneyCommand>([
    [() => visit.visit.checkIn(), 4],
    [() => visit.visit.identify(visit.visit.residentId, `${visit.journeyId}${random.int(3)}`), 4],
    [() => command('reschedule', { slotId: random.pick(clinic.site.slotIds.slice(0, 2)) }), 2],
    [() => command('planDose', { dose: { plannedDoseId, productId, doseNumber: 1 } }), 3],
    [() => command('dropDose', { plannedDoseId }), 1],
    [() => command('confirmArchive', { oursVersion: 1, theirsVersion: null, ...(random.chance(0.3) && withNote) }), 4],
    [() => command('recordPrecheck', { evidenceId: newId() }), 4],
    [() => command('recordConsent', { plannedDoseIds: [plannedDoseId], evidenceId: newId() }), 6],
    [() => command('verify', { plannedDoseId, productId, traceCode, items: checklistItems(productId, bodySite), evidenceId: newId() }), 6],
    [() => command('recordDose', { plannedDoseId, bodySite, route, givenAt: toInstant(Date.now() - 1_000) }), 6],
    [() => command('notGiven', { plannedDoseId, reason: random.pick(['refused', 'partial', 'left']) }), 0.5],
    [() => command('reportReaction', { plannedDoseId: null, evidenceId: newId() }), 1],
    [() => command('release'), 2],
    [() => command('cancel'), 0.02],
  ])();
}

/** One wave of commands, some of them sent twice to two processes at once, each followed by its news. */
async function wave(visit: ClinicVisit, doses: readonly Dose[], random: Random): Promise<SubmitResult[]> {
  const sent = Array.from({ length: AT_ONCE }, () => visit.visit.submission(anyCommand(visit, doses, random)));
  const results = await Promise.all(sent.map(async (submission, n) => {
    const at = (next: number) => desks[(n + next) % PROCESSES]!.submit(submission);
    const [first, again] = await Promise.all([at(0), random.chance(0.2) ? at(1) : undefined]);
    if (first.kind === 'committed' && again?.kind === 'committed') expect([first.replayed, again.replayed].toSorted()).toEqual([false, true]);
    return again ? [first, again] : [first];
  }));
  for (const result of results.flat()) if (result.kind === 'committed' && result.newsVersion !== null) visit.news(result.newsVersion, result.state.day);
  return results.flat();
}

/** What staff and time can always do. */
async function bringToEnd(visit: ClinicVisit): Promise<void> {
  for (let state = await visit.until(() => true); !isEnded(state); state = await visit.until(() => true)) {
    const open = state.doses.find((dose) => !isDone(dose));
    if (stageOf(state) === 'booked') await visit.say(command('cancel'));
    else if (open) await visit.say(command('notGiven', { plannedDoseId: open.plannedDoseId }));
    else if (!state.released) await visit.until((view) => view.observeUntil === null).then(() => visit.release());
    else await visit.until((_, now) => now.version > state.version || isEnded(now));
  }
}

it('a random storm of commands from several processes on one journey leaves log = fold = state, and the journey comes to its end', async () => {
  const seed = randomInt(2 ** 31);
  console.info(`storm with seed ${seed}`);
  const random = createRandom(seed);
  const visits: ClinicVisit[] = [];
  for (let round = 0; round < 3; round += 1) {
    const visit = await clinic.visit(round);
    visits.push(visit);
    const doses = [visit.visit, { plannedDoseId: newId<'planned-dose'>(), productId: 'hepb-10' }, { plannedDoseId: newId<'planned-dose'>(), productId: 'ipv' }];
    const results: SubmitResult[] = [await visit.say(visit.visit.book(clinic.site.slotIds[0]))];
    for (let n = 0; n < WAVES; n += 1) results.push(...(await wave(visit, doses, random)));
    const answered = results.flatMap((result) => (result.kind === 'committed' && !result.replayed ? result.events : []));
    const stored = await clinic.rows<{ n: number }>(`select count(*)::int as n from journey_events where journey_id = $1 and actor ->> 'kind' = 'client'`, [visit.journeyId]);
    expect(stored).toEqual([{ n: answered.length }]);
    expect(results.filter(({ kind }) => kind !== 'committed' && kind !== 'refused' && kind !== 'lost')).toEqual([]);
    await bringToEnd(visit);
  }
  for (const visit of visits) await visit.until((view) => view.over).then(() => visit.handle.result());
  expect(await brokenInvariants(clinic, visits)).toEqual([]);
}, 120_000);
