import { createNewsStore } from '../db/news-store.js';
import { createPool } from '../db/pool.js';
import { toId, type CaseId } from '../domain/ids.js';
import { openWorkflowEnvironment, pause, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { caseWorkflowId } from '../workflows/workflow-ids.js';
import type { ClinicVisit } from './clinic-visit-fixtures.js';
import { CLOCKS, ClinicUnderTest } from './clinic-fixtures.js';

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
beforeEach(() => {
  clinic.clocks = CLOCKS;
});

type Row = { id: CaseId; level: string; status: string; version: number };
const read = async (id: string): Promise<Row> => (await clinic.rows<Row>('select id, level, status, version from cases where id = $1', [id]))[0]!;
const workflow = (id: CaseId) => clinic.client.workflow.getHandle(caseWorkflowId(id));

/** A visit whose upload is not confirmed in time: the case that a machine opens by its clock. */
async function overdue(n: number): Promise<{ visit: ClinicVisit; caseId: CaseId }> {
  const visit = await clinic.visit(n);
  await clinic.registry('faults', { kind: 'down', how: 'unavailable', path: '/gdips/v1/doses' });
  await visit.walkIn();
  await visit.until((view) => view.lookUp === null);
  clinic.clocks = { ...clinic.clocks, uploadDueMs: 1_500 };
  await visit.give();
  await visit.until((_, { cases }) => cases.length > 0);
  const [open] = await clinic.rows<{ id: string }>('select id from cases where journey_id = $1', [visit.journeyId]);
  return { visit, caseId: toId(open!.id) };
}

async function until(id: CaseId, looks: (row: Row) => boolean): Promise<Row> {
  for (const end = Date.now() + 30_000; ; await pause(50)) {
    const row = await read(id);
    if (looks(row)) return row;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(row)}`);
  }
}

afterEach(() => clinic.mendRegistry());

it('moves up a level each time that it is overdue, and stays with the province', async () => {
  clinic.clocks = { ...CLOCKS, caseDueMs: 300 };
  const { caseId } = await overdue(1);
  const { version } = await until(caseId, ({ level }) => level === 'province');
  expect(version).toBe(4);
  await pause(700);
  expect(await read(caseId)).toMatchObject({ level: 'province', version: 4, status: 'open' });
  const log = await clinic.rows<{ type: string; level: string }>(`select type, data->>'level' as level from case_events where case_id = $1 order by version`, [caseId]);
  expect(log.map(({ type, level }) => level ?? type)).toEqual(['opened', 'district', 'city', 'province']);
});

/** Its workflow runs, and has read that the case was opened. */
async function untilRead(caseId: CaseId): Promise<void> {
  while ((await clinic.rows('select 1 from news where id = $1', [caseId])).length > 0) await pause(50);
}

it('ends its clock when the case came right by itself', async () => {
  const { visit, caseId } = await overdue(2);
  await untilRead(caseId);
  await clinic.mendRegistry();
  await until(caseId, ({ status }) => status === 'resolved');
  await workflow(caseId).result();
  expect(await clinic.rows('select 1 from news where id = $1', [caseId])).toEqual([]);
  await visit.finish();
});

it('is watched again after the engine has lost everything, without a level skipped', async () => {
  clinic.clocks = { ...CLOCKS, caseDueMs: 4_000 };
  const { caseId } = await overdue(3);
  await untilRead(caseId);
  await workflow(caseId).terminate();
  const pool = createPool({ url: clinic.database.urls.relay, max: 1 });
  await createNewsStore(pool).requeueOpenViews();
  await pool.end();
  await until(caseId, ({ level }) => level === 'district');
  expect(await read(caseId)).toMatchObject({ version: 2 });
});
