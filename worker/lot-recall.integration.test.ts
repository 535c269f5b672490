import pg from 'pg';
import { createDoor } from '../db/door.js';
import { newId } from '../db/new-id.js';
import type { Statements } from '../db/pool.js';
import { toAreaCode } from '../domain/ids.js';
import { command } from '../domain/journey/journey-fixtures.js';
import { toInstant } from '../domain/time.js';
import type { LotHold } from '../domain/stock/lot-hold.js';
import { openWorkflowEnvironment, pause, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { recallWorkflowId } from '../workflows/workflow-ids.js';
import { ClinicUnderTest } from './clinic-fixtures.js';
import type { ClinicVisit } from './clinic-visit-fixtures.js';
import { LotHolder } from './lot-holder-fixtures.js';

let env: WorkflowEnvironment;
let clinic: ClinicUnderTest;
let holder: LotHolder;
let people = 0;
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  clinic = await ClinicUnderTest.openWithoutWorker(env.client, process.env.TEST_ADMIN_URL);
  await clinic.startWorker(env, { recallBatch: { listed: 2, told: 2 } });
  clinic.relay.start();
  holder = new LotHolder(clinic);
});
afterAll(async () => {
  await holder?.close();
  await clinic?.close();
  await env?.teardown();
});

/** Before the needle, with a package of this lot. */
async function comes(lot: string): Promise<ClinicVisit> {
  const visit = await clinic.visit((people += 1));
  visit.lot = lot;
  await visit.walkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.prepare();
  return visit;
}

async function gets(lot: string): Promise<ClinicVisit> {
  const visit = await comes(lot);
  await visit.vaccinate();
  return visit;
}

type Case = { journey_id: string; planned_dose_id: string; status: string; action: string | null; site_id: string };
const casesOf = (visits: ClinicVisit[]) =>
  clinic.rows<Case>(`select journey_id, planned_dose_id, status, action, site_id from cases where kind = 'lot-follow-up' and journey_id = any ($1::uuid[]) order by id`, [visits.map(({ journeyId }) => journeyId)]);
const recipientsOf = ({ id }: LotHold) => clinic.rows<{ state: string }>('select state, planned_dose_id from lot_hold_recipients where hold_id = $1 order by planned_dose_id', [id]);
const statesOf = async (hold: LotHold) => (await recipientsOf(hold)).map(({ state }) => state);
const statusOf = async (lot: string) => (await clinic.rows('select status from lots where lot = $1', [lot]))[0]?.['status'];
const workflow = ({ id }: LotHold) => clinic.client.workflow.getHandle(recallWorkflowId(id));

async function eventually<T>(read: () => Promise<T>, looks: (found: T) => boolean): Promise<T> {
  for (const end = Date.now() + 30_000; ; await pause(25)) {
    const found = await read();
    if (looks(found)) return found;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(found)}`);
  }
}
function signal(): [Promise<void>, () => void] {
  let give = (): void => undefined;
  return [new Promise((resolve) => (give = resolve)), () => give()];
}
const followsUp = (hold: LotHold, count: number) => eventually(() => statesOf(hold), (states) => states.length === count && states.every((state) => state === 'open'));

it('blocks the lot at once and follows up everybody who got it, in batches, each in a case at the site of the dose (H5)', async () => {
  const [lot, other] = [await holder.newLot(), await holder.newLot()];
  const given = await Promise.all(Array.from({ length: 5 }, () => gets(lot)));
  const spared = await gets(other);
  const waiting = await comes(lot);
  const recall = await holder.stop(lot);
  expect(await statusOf(lot)).toBe('recalled');
  await expect(waiting.vaccinate()).rejects.toThrow('lot-recalled');
  await followsUp(recall, 5);
  const cases = await casesOf([...given, spared, waiting]);
  expect(cases.map(({ planned_dose_id: id }) => id).toSorted()).toEqual(given.map(({ visit }) => visit.plannedDoseId).toSorted());
  expect(new Set(cases.map(({ status, site_id: site }) => `${status} ${site}`))).toEqual(new Set([`open ${clinic.site.siteId}`]));
  expect((await workflow(recall).describe()).status.name).toBe('RUNNING');
});

it('lists the dose that was on its way past the desk’s last look when the lot was stopped (H5)', async () => {
  const lot = await holder.newLot();
  const visit = await comes(lot);
  const client = new pg.Client({ connectionString: clinic.database.urls.api });
  await client.connect();
  const [isPast, passed] = signal();
  const [mayCommit, commit] = signal();
  /** Its append has looked at the lot, and waits before it commits. */
  const call = async <T,>(name: string, ...values: unknown[]): Promise<T> => {
    if (!name.startsWith('append_')) return clinic.deskPool.call<T>(name, ...values);
    await client.query('begin');
    const { rows } = await client.query<{ answer: T }>(`select ${name}($1::jsonb) as answer`, [JSON.stringify(values[0])]);
    const { answer } = rows[0]!;
    // A race that is lost is decided again.
    if ('ok' in (answer as object)) {
      passed();
      await mayCommit;
    }
    await client.query('commit');
    return answer;
  };
  const slow = createDoor({ pool: { ...clinic.deskPool, call } as Statements, ...clinic.rules });
  const recording = visit.inject({ ...(await visit.verify()), desk: slow });
  await isPast;
  const recall = await holder.stop(lot);
  await eventually(() => clinic.rows('select list_after from lot_holds where id = $1 and list_after is not null', [recall.id]), (rows) => rows.length === 1);
  await pause(300);
  expect([await statusOf(lot), await recipientsOf(recall)]).toEqual(['recalled', []]);
  commit();
  await recording;
  await client.end();
  await followsUp(recall, 1);
  expect(await casesOf([visit])).toMatchObject([{ status: 'open', planned_dose_id: visit.visit.plannedDoseId }]);
});

it('follows up a jab that is reported only after the lot was stopped', async () => {
  const lot = await holder.newLot();
  const visit = await comes(lot);
  const recall = await holder.stop(lot, { kind: 'suspected', areaCode: toAreaCode(clinic.site.areaCode) });
  await eventually(() => clinic.rows('select listed from lot_holds where id = $1 and listed', [recall.id]), (rows) => rows.length === 1);
  await visit.say(command('reportUnverifiedDose', { plannedDoseId: visit.visit.plannedDoseId, notPlanned: null, lot, traceCode: null, givenAt: toInstant(Date.now() - 1_000) }));
  await followsUp(recall, 1);
  expect(await casesOf([visit])).toMatchObject([{ status: 'open' }]);
});

it('of a hold follows up those of its place and time alone', async () => {
  const lot = await holder.newLot();
  const before = await gets(lot);
  const since = toInstant(Date.now());
  await pause(1_100); // a dose is recorded as given a second ago
  const after = await gets(lot);
  const elsewhere = await holder.stop(lot, { kind: 'cold-chain', siteId: newId(), areaCode: toAreaCode(clinic.site.areaCode) });
  const here = await holder.stop(lot, { kind: 'cold-chain', siteId: clinic.site.siteId, areaCode: toAreaCode(clinic.site.areaCode), since });
  await followsUp(here, 1);
  expect(await casesOf([before, after])).toMatchObject([{ journey_id: after.journeyId }]);
  expect(await recipientsOf(elsewhere)).toEqual([]);
});

it('lets what is still open go when two people say so, keeps what was decided, and ends', async () => {
  const lot = await holder.newLot();
  const given = await Promise.all([gets(lot), gets(lot), gets(lot)]);
  const hold = await holder.stop(lot, { kind: 'suspected' });
  await followsUp(hold, 3);
  await given[0]!.decide('lot-follow-up', 'reaction-noted');
  await holder.letGo(hold);
  expect(await statusOf(lot)).toBe('usable');
  await workflow(hold).result();
  expect((await statesOf(hold)).toSorted()).toEqual(['followed-up', 'withdrawn', 'withdrawn']);
  const cases = await casesOf(given);
  expect(cases.map(({ status, action }) => [status, action]).toSorted(([, one], [, other]) => Number(one !== null) - Number(other !== null))).toEqual([['resolved', null], ['resolved', null], ['resolved', 'reaction-noted']]);
  for (const visit of given) expect((await visit.until(() => true)).cases).toEqual([]);
  expect(await clinic.rows(`select type from journey_events where journey_id = $1 and type = 'reactionReported'`, [given[0]!.journeyId])).toHaveLength(1);
  expect(await clinic.rows('select process_over from lot_holds where id = $1', [hold.id])).toEqual([{ process_over: true }]);
  await (await comes(lot)).vaccinate(); // usable again
});

it('keeps a lot stopped until the last reason is over', async () => {
  const lot = await holder.newLot();
  const [hold, recall] = [await holder.stop(lot, { kind: 'suspected' }), await holder.stop(lot)];
  await holder.letGo(recall);
  expect(await statusOf(lot)).toBe('held');
  await holder.letGo(hold);
  expect(await statusOf(lot)).toBe('usable');
});

it('is started again from its row where the engine has lost it', async () => {
  const lot = await holder.newLot();
  const visit = await gets(lot);
  const recall = await holder.stop(lot);
  await followsUp(recall, 1);
  await workflow(recall).terminate('the engine lost it');
  await clinic.rows(`select wake_views_v4('lotRecall', open_views_v4('lotRecall', '00000000-0000-0000-0000-000000000000', 100))`);
  await eventually(() => workflow(recall).describe(), ({ status }) => status.name === 'RUNNING');
  await holder.letGo(recall);
  await workflow(recall).result();
  expect(await casesOf([visit])).toMatchObject([{ status: 'resolved', action: null }]);
});
