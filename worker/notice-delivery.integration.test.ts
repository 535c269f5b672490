import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { newId } from '../db/new-id.js';
import type { NoticeId } from '../domain/ids.js';
import type { JourneyState } from '../domain/journey/state.js';
import { openWorkflowEnvironment, pause, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { noticeWorkflowId } from '../workflows/workflow-ids.js';
import { CLOCKS, ClinicUnderTest } from './clinic-fixtures.js';
import type { ClinicVisit } from './clinic-visit-fixtures.js';
import { brokenInvariants } from './invariants-fixtures.js';
import { ensureSchedules } from './schedules.js';

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
afterEach(async () => {
  clinic.clocks = CLOCKS;
  await fetch(`${clinic.smsUrl}/control/faults`, { method: 'DELETE' });
});

/** From the door to the way home, in a registry that answers; what becomes of the notice is the test's. */
async function goHome(n: number): Promise<ClinicVisit> {
  const visit = await clinic.visit(n);
  await visit.walkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.give();
  await visit.until((view) => view.uploads.length === 0 && view.notice === null && view.observeUntil === null);
  await visit.release();
  return visit;
}

type Row = { id: NoticeId; state: string; attempts: number; error_code: string | null; process_over: boolean };
async function noticeOf({ journeyId }: ClinicVisit, look: (row: Row) => boolean = () => true): Promise<Row> {
  for (const end = Date.now() + 20_000; ; await pause(25)) {
    const [row] = await clinic.rows<Row>('select id, state, attempts, error_code, process_over from notices where journey_id = $1', [journeyId]);
    if (row && look(row)) return row;
    if (Date.now() > end) throw new Error(`still waiting: ${JSON.stringify(row)}`);
  }
}
const closed = (visit: ClinicVisit): Promise<JourneyState> => visit.until((_, state) => state.closed);
/** Its workflow runs and has read its row. */
async function hasRead(id: NoticeId): Promise<void> {
  for (const end = Date.now() + 10_000; (await clinic.rows('select 1 from news where id = $1', [id])).length > 0; await pause(25)) {
    if (Date.now() > end) throw new Error('news left unread');
  }
}
const delivery = (id: NoticeId) => clinic.client.workflow.getHandle(noticeWorkflowId(id));

it('delivers what the provider did not take at first, at the instant it asked for, once', async () => {
  await clinic.sms('faults', { kind: 'error', status: 429, retryAfterSeconds: 1, count: 1 });
  const visit = await goHome(1);
  const state = await closed(visit);
  expect(state).toMatchObject({ notice: { outcome: 'sent' }, noticeUnderWay: null, cases: [] });
  const { id, ...row } = await noticeOf(visit, ({ process_over: over }) => over);
  expect(row).toMatchObject({ state: 'sent', attempts: 2 });
  await delivery(id).result();
  await visit.handle.result();
  expect(await clinic.rows('select 1 from news where id = $1', [id])).toEqual([]);
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});

it('asks before it sends again where an answer was lost, so that nobody gets it twice (H10)', async () => {
  await clinic.sms('faults', { kind: 'drop-answer', count: 1 });
  const visit = await goHome(2);
  expect(await closed(visit)).toMatchObject({ notice: { outcome: 'sent' }, cases: [] });
  expect(await noticeOf(visit)).toMatchObject({ state: 'sent', attempts: 2 });
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});

it('is a case when it has been tried for long enough, and the journey closes with it', async () => {
  clinic.clocks = { ...CLOCKS, noticeGiveUpMs: 1_500 };
  await clinic.sms('faults', { kind: 'error', status: 503 });
  const visit = await goHome(3);
  expect(await closed(visit)).toMatchObject({ notice: { outcome: 'failed' }, cases: [{ kind: 'notice-undeliverable' }] });
  await fetch(`${clinic.smsUrl}/control/faults`, { method: 'DELETE' });
  await visit.decide('notice-undeliverable', 'send-again');
  expect(await visit.until((view) => view.over)).toMatchObject({ notice: { contentVersion: 2, outcome: 'sent' }, cases: [] });
});

it('waits for the end of the quiet hours', async () => {
  clinic.clocks = { ...CLOCKS, noticeQuietHours: { from: '00:00', until: '23:59' } };
  const visit = await goHome(4);
  const { id, ...row } = await noticeOf(visit);
  expect(row).toMatchObject({ state: 'waiting', attempts: 0, error_code: 'quiet-hours' });
  expect((await visit.until((_, state) => state.noticeUnderWay === 1)).closed).toBe(false);
  await hasRead(id);
  expect((await delivery(id).describe()).status.name).toBe('RUNNING');
  clinic.clocks = CLOCKS;
  await clinic.rows('update notices set next_at = now(), version = version + 1 where id = $1', [id]); // the morning
  await clinic.rows(`select wake_views_v4('noticeDelivery', jsonb_build_array($1::text))`, [id]);
  expect(await closed(visit)).toMatchObject({ notice: { outcome: 'sent' } });
});

it('is sent again as another message when somebody asks, each attempt on record', async () => {
  await clinic.sms('faults', { kind: 'error', status: 429, retryAfterSeconds: 1, count: 1 });
  const visit = await goHome(9);
  await closed(visit);
  const { id } = await noticeOf(visit, ({ process_over: over }) => over);
  const tries = () => clinic.rows<{ state: string; outcome: string; code: string | null }>(
    `select n.content_version, a.attempt, a.outcome, a.error_code as code from notices n join notice_attempts a on a.notice_id = n.id where n.journey_id = $1 order by 1, 2`, [visit.journeyId]);
  const first = [{ content_version: 1, attempt: 1, outcome: 'unavailable', code: expect.any(String) }, { content_version: 1, attempt: 2, outcome: 'accepted', code: null }];
  expect(await tries()).toEqual(first);
  const resend = { type: 'resendNotice' as const, data: { contentVersion: 1, hasPhone: true, caseId: null, by: 'S-1', noteId: newId<'note'>() } };
  await visit.say(resend);
  await expect(visit.say(resend)).rejects.toThrow(/notice-under-way|notice-superseded/);
  expect(await visit.until((view) => view.over)).toMatchObject({ closed: true, notice: { contentVersion: 2, outcome: 'sent' }, cases: [] });
  expect(await tries()).toEqual([...first, { content_version: 2, attempt: 1, outcome: 'accepted', code: null }]);
  const { byKey } = (await clinic.sms('sent')) as { byKey: Record<string, number> };
  const [second] = await clinic.rows<{ id: string }>('select id from notices where journey_id = $1 and content_version = 2', [visit.journeyId]);
  expect([byKey[id], byKey[second!.id]]).toEqual([1, 1]);
});

it('is built again from its row when its workflow is lost', async () => {
  await clinic.sms('faults', { kind: 'error', status: 429, retryAfterSeconds: 3_600, count: 1 });
  const visit = await goHome(5);
  const { id } = await noticeOf(visit, ({ state }) => state === 'waiting');
  await visit.until((_, state) => state.noticeUnderWay === 1);
  await hasRead(id);
  await delivery(id).terminate('lost');
  await clinic.rows(`update notices set next_at = now() - interval '10 minutes' where id = $1`, [id]);
  await clinic.rows(`select wake_overdue_v2('5 minutes', 100)`);
  expect(await closed(visit)).toMatchObject({ notice: { outcome: 'sent' } });
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});

it('hears from the receipts who got it, and makes of one that nobody got a case of a journey that has closed', async () => {
  clinic.clocks = { ...CLOCKS, noticeReceiptMs: 500 };
  const [reached, unreachable] = [await goHome(6), await clinic.visit(7)];
  await unreachable.walkIn();
  await unreachable.until((view) => view.lookUp === null);
  const { residentId } = unreachable.visit;
  await clinic.residents.setPhone({ site: clinic.site.siteId }, residentId, '15499990000');
  await unreachable.give();
  await unreachable.finish();
  await Promise.all([closed(reached), closed(unreachable)]);
  await ensureSchedules(clinic.client);
  try {
    await pause(600);
    await clinic.client.schedule.getHandle('receipt-look').trigger();
    expect(await noticeOf(reached, ({ state }) => state === 'delivered')).toMatchObject({ process_over: true });
    expect(await noticeOf(unreachable, ({ state, process_over: over }) => state === 'failed' && over)).toMatchObject({ attempts: 1 });
  } finally {
    for (const id of ['nightly-look', 'deadline-look', 'receipt-look']) await clinic.client.schedule.getHandle(id).delete();
  }
  expect(await unreachable.until((_, { cases }) => cases.length > 0)).toMatchObject({ closed: true, notice: { outcome: 'failed' }, cases: [{ kind: 'notice-undeliverable' }] });
  expect(await brokenInvariants(clinic, [reached, unreachable])).toEqual([]);
});

it('is a visible fault of ours where it cannot be done, and goes on by itself once that is mended', async () => {
  await clinic.sms('faults', { kind: 'error', status: 429, retryAfterSeconds: 1, count: 1 });
  const visit = await goHome(8);
  const { id } = await noticeOf(visit, ({ state }) => state === 'waiting');
  await clinic.rows(`update notices set channel = 'pigeon' where id = $1`, [id]);
  await visit.until((_, { cases }) => cases.some(({ kind }) => kind === 'software-fault'));
  await clinic.rows(`update notices set channel = 'sms' where id = $1`, [id]);
  expect(await closed(visit)).toMatchObject({ notice: { outcome: 'sent' } });
});
