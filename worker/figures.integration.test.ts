import { createFigureKeeper, createFigureStore, type FigurePoint } from '../db/figure-store.js';
import { createPool, type Statements } from '../db/pool.js';
import { FIGURES_KEPT_MS, LATENCY_CLASSES, STEP_MS } from '../domain/systems/figures.js';
import { toInstant } from '../domain/time.js';
import { openWorkflowEnvironment, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { ClinicUnderTest } from './clinic-fixtures.js';

const REGISTRY = 'registry-guangdong';

let env: WorkflowEnvironment;
let clinic: ClinicUnderTest;
let worker: Statements;
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  clinic = await ClinicUnderTest.open(env, process.env.TEST_ADMIN_URL);
  worker = createPool({ url: clinic.database.urls.worker, max: 2 });
  clinic.relay.start();
});
afterAll(async () => {
  await worker?.end();
  await clinic?.close();
  await env?.teardown();
});
afterEach(() => clinic.mendRegistry());

const pointsOf = (system: string, from = Date.now() - 600_000, to = Date.now() + 60_000, step: keyof typeof STEP_MS = 'minute') =>
  createFigureStore(clinic.deskPool).points(system, { from: toInstant(from), to: toInstant(to), step });
const sum = (points: FigurePoint[], of: (point: FigurePoint) => number) => points.reduce((total, point) => total + of(point), 0);

it('are of the calls that were made, with what failed by class, and of what is owed meanwhile', async () => {
  await clinic.registry('faults', { kind: 'down', how: 'unavailable', path: '/gdips/v1/doses' });
  const visit = await clinic.visit(1);
  await visit.walkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.give();
  const retried = () => clinic.rows('select 1 from journey_steps where journey_id = $1', [visit.journeyId]);
  while ((await retried()).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await clinic.report.turn();

  const owing = await pointsOf(REGISTRY);
  expect(sum(owing, ({ calls }) => calls)).toBeGreaterThanOrEqual(4); // looked up, made, and two doses that were turned away
  expect(sum(owing, ({ errors }) => errors['server-error'] ?? 0)).toBeGreaterThanOrEqual(2);
  expect(sum(owing, ({ buckets }) => buckets.reduce((all, n) => all + n, 0))).toBe(sum(owing, ({ calls }) => calls));
  expect(owing.at(-1)).toMatchObject({ owed: 1, overdue: 0, oldestAt: expect.any(Number) });
  expect((await pointsOf('police-face')).at(-1)).toMatchObject({ calls: 0, owed: 0, oldestAt: null, state: 'closed' });

  await clinic.mendRegistry();
  await visit.finish();
  await clinic.report.turn();
  expect((await pointsOf(REGISTRY)).at(-1)).toMatchObject({ owed: 0, oldestAt: null });
  expect(sum(await pointsOf('sms'), ({ calls }) => calls)).toBe(1);
});

it('of several workers are one row a minute, of an hour the sum of its minutes, and go after 14 days', async () => {
  const keeper = createFigureKeeper(worker);
  const minute = Math.floor(Date.now() / STEP_MS.hour) * STEP_MS.hour - STEP_MS.hour;
  const buckets = (n: number) => new Array<number>(LATENCY_CLASSES).fill(0).with(n, 2);
  const calls = { system: 'household-register', calls: 2, errors: { timeout: 1 } };
  await keeper.keep([{ ...calls, minute: minute - FIGURES_KEPT_MS, buckets: buckets(0) }], 2 * FIGURES_KEPT_MS);
  await Promise.all([3, 4].map((n) => keeper.keep([{ ...calls, minute, buckets: buckets(n) }, { ...calls, minute: minute + STEP_MS.minute, errors: { malformed: 2 }, buckets: buckets(n), owed: n }], FIGURES_KEPT_MS)));
  const shown = await pointsOf('household-register', minute, minute + STEP_MS.hour);
  expect(shown).toMatchObject([
    { at: minute, calls: 4, errors: { timeout: 2 }, owed: null },
    { at: minute + STEP_MS.minute, calls: 4, errors: { malformed: 4 }, owed: expect.any(Number) },
  ]);
  expect(shown[0]!.buckets.slice(0, 6)).toEqual([0, 0, 0, 2, 2, 0]);
  expect(await pointsOf('household-register', minute, minute + STEP_MS.hour, 'hour')).toMatchObject([{ at: minute, calls: 8, errors: { timeout: 2, malformed: 4 } }]);
  expect(await clinic.rows(`select count(*)::int as n from system_minutes where system = 'household-register' and minute < now() - interval '14 days'`)).toEqual([{ n: 0 }]);
});

it('never read a whole table to know what is owed', async () => {
  const plan = async (sql: string) => JSON.stringify(await clinic.rows(`explain ${sql}`));
  await clinic.rows(`insert into doses (planned_dose_id, resident_id, vaccine, series, dose_number, live, given_on, status, upload_state, upload_due_at, source)
    select gen_random_uuid(), gen_random_uuid(), 'MMR', 'MMR', 1, true, current_date, 'given', 'confirmed', now(), 'journey' from generate_series(1, 20000)`);
  await clinic.rows('analyze doses');
  expect(await plan(`select journey_id, given_at from doses where upload_state in ('pending', 'sent') order by upload_due_at limit 100000`)).toContain('doses_to_upload');
  expect(await plan(`select journey_id, given_at from doses where upload_state = 'overdue' order by upload_due_at limit 100000`)).toContain('doses_overdue');
});
