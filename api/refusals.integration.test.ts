import { describeProblem } from '../contracts/describe-problem.js';
import { COMMAND_EXAMPLES } from '../contracts/journey-commands.js';
import { draftPolicy } from '../contracts/policies.js';
import { REFUSAL_CODES } from '../contracts/problem.js';
import type { Session } from '../contracts/sessions.js';
import { TODAY } from '../db/database-fixtures.js';
import { newId } from '../db/new-id.js';
import { toId } from '../domain/ids.js';
import type { FindingData } from '../domain/journey/commands.js';
import { REFUSAL_STATUS, type RefusalCode } from '../domain/refusals.js';
import { addDays, addMonths } from '../domain/time.js';
import { ApiUnderTest, type SignedIn } from './api-fixtures.js';
import { decideByTwo, postAs, type Reply } from './http-fixtures.js';
import { Line, selfPaid, traceCode, type Step } from './line-fixtures.js';
import { finds, noticeDone, noticeDue, noticeOf } from './notice-fixtures.js';
import { MMR, register, showCode } from './people-fixtures.js';

let api: ApiUnderTest;
let drafter: SignedIn;
let approver: SignedIn;
let slots: Record<'full' | 'past' | 'hepatitis' | 'tomorrow' | 'elsewhere', string>;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  [drafter, approver] = [await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' }), await api.signedIn({ roles: ['provincial-supervisor'], areaCode: '440000' })];
  await api.rows(`insert into breakers (system, state) values ('registry-guangdong', 'open')`);
  await api.rows(`insert into lots (product_id, lot, expires_on, status) values ('mmr', 'OLD', '2020-01-01', 'usable'), ('mmr', 'HELD', '2099-01-01', 'held'), ('mmr', 'RECALLED', '2099-01-01', 'recalled')`);
  const slot = async (day: string, vaccines: string[], capacity: number) => {
    const session = await postAs<Session>(api.a, '/v1/sessions', { siteId: api.siteA.siteId, day, vaccines, slots: [{ startsAt: '00:00', endsAt: '23:59', capacity }] });
    return session.slots[0]!.id;
  };
  slots = {
    full: await slot(TODAY(), ['MMR'], 1), past: await slot(addDays(TODAY(), -1), ['MMR'], 1), hepatitis: await slot(TODAY(), ['HepB'], 9),
    tomorrow: api.siteA.slotIds[2]!, elsewhere: api.siteB.slotIds[0]!,
  };
  await book(slots.full);
});
afterAll(() => api?.close());

const dose = (productId: string, doseNumber = 1) => [{ productId, doseNumber }];

async function book(slotId: string, { doses = MMR, residentId }: { doses?: typeof MMR; residentId?: string } = {}): Promise<Reply> {
  return api.a.post('/v1/bookings', { residentId: residentId ?? (await register(api.a)).id, siteId: api.siteA.siteId, slotId, doses });
}

async function walksIn(doses: typeof MMR, residentId?: string, birthDate = addDays(TODAY(), -740)): Promise<Reply> {
  return api.a.post('/v1/journeys', { residentId: residentId ?? (await register(api.a, { birthDate })).id, siteId: api.siteA.siteId, doses });
}

/** Somebody who was given MMR yesterday. */
async function vaccinated(): Promise<string> {
  const { residentId, plannedDoseId } = await Line.open(api, { through: 'recordDose' });
  await api.rows('update doses set given_on = $2 where planned_dose_id = $1', [plannedDoseId, addDays(TODAY(), -1)]);
  return residentId;
}

/** A resident of whom the registry says other things than we do. */
async function differing(found: Partial<FindingData['foundArchive']> = {}): Promise<Line> {
  const line = await Line.open(api, { through: 'identify' });
  await finds(api, line, ({ lookUp }) => ({
    type: 'foundArchive', data: { askedVersion: lookUp!.askedVersion, outcome: 'differs', registryVersion: 'v7', fields: {}, evidenceId: null, ...found },
  }));
  return line;
}

/** The upload has left and no answer came. */
async function sent(): Promise<Line> {
  const line = await Line.open(api, { through: 'recordDose' });
  await finds(api, line, () => ({ type: 'uploadLeftUnanswered', data: { plannedDoseId: toId(line.plannedDoseId), contentVersion: 1 } }));
  return line;
}

/** Jabbed without a checklist, by somebody who no longer knows the package. */
async function reported(through: Step | undefined, data: object = {}): Promise<Line> {
  const line = await Line.open(api, through ? { through } : {});
  await line.must('reportUnverifiedDose', { data });
  return line;
}

/** Says whose value of each field holds, where the desk has to. */
async function takes(take: object): Promise<Reply> {
  const line = await differing({ outcome: 'self-declared-differs', fields: { identifier: 'ours-missing', phone: 'differs' } });
  return line.send('confirmArchive', { data: { theirsVersion: 'v7', historyFrom: 'registry', take } });
}

async function caseOf({ journeyId }: Line): Promise<string> {
  const [open] = await api.rows<{ id: string }>('select id from cases where journey_id = $1', [journeyId]);
  return `/v1/cases/${open!.id}`;
}

async function counts(line: Line): Promise<Reply> {
  return decideByTwo(api.operator, await caseOf(line), 1, 'count-dose');
}

/** Of a visit that was cancelled nobody owes anything any more. */
async function retriedWhenOver(): Promise<Reply> {
  const line = await Line.open(api);
  await line.must('cancel');
  return api.operator.post(`${line.path}/retry`, { staffId: 'S-1', reason: '登记系统已恢复' });
}

/** Of a step that is tried again where `pausedAt`, in SQL, says since when it is held; without it nothing is. The engine is asked by none of these. */
async function ofStep(verb: 'pause' | 'resume' | 'reset', pausedAt?: 'now()' | 'null'): Promise<Reply> {
  const line = await Line.open(api);
  if (pausedAt) {
    await api.rows(
      `insert into journey_steps (journey_id, step, site_id, area_code, attempt, error_code, run_id, activity_id, paused_at) select id, 'lookUpArchive', site_id, area_code, 4, 'timeout', 'r', '2', ${pausedAt} from journeys where id = $1`,
      [line.journeyId],
    );
  }
  return api.operator.post(`${line.path}/steps/${verb}`, { staffId: 'S-1', step: 'lookUpArchive', reason: '登记系统正在核对' });
}

/** Asks something of a case that wants to know who a resident is. */
async function ofCase(verb: 'claim' | 'release' | 'resolve' | 'answer' | 'undo' | 'proposal' | 'proposal/approve', data: object = {}, before?: (path: string) => Promise<Reply>): Promise<Reply> {
  const path = await caseOf(await differing({ fields: { name: 'differs' } }));
  await before?.(path);
  return api.operator.post(`${path}/${verb}`, { staffId: 'S-1', ...(verb === 'resolve' && { caseVersion: 1, action: 'not-same-person', reason: '出生证上是另一人' }), ...data });
}
const proposedBy = (staffId: string) => (path: string) => api.operator.post(`${path}/proposal`, { staffId, caseVersion: 1, action: 'accept-ours', reason: '证件原件与我方一致' });
const claimedByOther = (path: string) => api.operator.post(`${path}/claim`, { staffId: 'S-2' });

/** Of a decision after which, or before which, the desk has confirmed the archive: confirmed before, it is being created now. */
async function undone(confirmed: 'before' | 'after'): Promise<Reply> {
  const line = await differing({ fields: { name: 'differs' } });
  const path = await caseOf(line);
  const confirm = (theirsVersion: string | null) => line.must('confirmArchive', { data: { theirsVersion } });
  if (confirmed === 'before') await confirm('v7');
  await postAs(api.operator, `${path}/resolve`, { staffId: 'S-1', caseVersion: 1, action: 'not-same-person', reason: '出生证上是另一人' });
  if (confirmed === 'after') await confirm(null);
  return api.operator.post(`${path}/undo`, { staffId: 'S-1', caseVersion: 2, reason: '证件为同胞所有' });
}

/** Sends one after the other to a system that nobody has paused before; gives the answer to the last. */
async function ofPause(steps: [verb: 'pause' | 'pause/approve' | 'resume', staffId: string, version: number][]): Promise<Reply> {
  await api.rows('delete from system_pauses'); // the log of what was is of no interest here
  await api.rows('delete from system_events');
  const replies: Reply[] = [];
  for (const [verb, staffId, version] of steps) replies.push(await api.operator.post(`/v1/systems/police-face/${verb}`, { staffId, version, ...(verb !== 'pause/approve' && { reason: '机构停机' }) }));
  return replies.at(-1)!;
}

/** Asks for another message in the place of this one, as a supervisor of the province. */
async function resent(noticeId: string): Promise<Reply> {
  const { client } = await api.signedIn({ roles: ['provincial-supervisor'], areaCode: '440000' });
  return client.post(`/v1/notices/${noticeId}/resend`, { reason: '居民说没有收到' });
}

async function resentTwice(): Promise<Reply> {
  const { line, noticeId } = await noticeDone(api, 'sent');
  await resent(noticeId);
  await finds(api, line, () => ({ type: 'noticeDone', data: { contentVersion: 2, noticeId: null, outcome: 'sent' } }));
  return resent(noticeId);
}

async function resentToNobody(): Promise<Reply> {
  const { line, noticeId } = await noticeDone(api, 'sent');
  await api.rows('update residents set phone_enc = null where id = $1', [line.residentId]);
  return resent(noticeId);
}

const kept = async (line: Line) => (await noticeOf(api, line, { state: 'sent', providerId: 'p1', over: true })).noticeId;

/** Sends a command in a visit that has come through this step. */
const at = async (through: Step | 'walkIn', ...sent: Parameters<Line['send']>) => (await Line.open(api, through === 'walkIn' ? {} : { through })).send(...sent);
const verify = (data: object) => at('recordConsent', 'verify', { data });
const inject = (data: object) => at('verify', 'recordDose', { data });
const precheck = (data: object) => at('confirmArchive', 'recordPrecheck', { data });
const consent = (data: object) => at('recordPrecheck', 'recordConsent', { data });
/** An adult pays for PPV23, as often as there are payments. */
async function pays(...payments: object[]): Promise<Reply> {
  const line = await selfPaid(api);
  const [last, ...before] = payments.toReversed();
  for (const data of before) await line.must('recordPayment', { data });
  return line.send('recordPayment', { data: { method: null, ...last } });
}

const items = COMMAND_EXAMPLES.verify.data.items;
const unknownDose = newId();

async function bookedTwice(): Promise<Reply> {
  const { id: residentId } = await register(api.a);
  await book(slots.tomorrow, { residentId });
  return book(slots.tomorrow, { residentId });
}

async function checksIn(slotId: string, siteId: string): Promise<Reply> {
  const { body } = await book(slotId);
  return api.a.post(`/v1/journeys/${String(body['journeyId'])}/commands`, { type: 'checkIn', data: { siteId } });
}

/** Two visits of one resident that both have come to the checklist of the same dose. */
async function claimed(): Promise<Reply> {
  const one = await Line.open(api, { through: 'recordConsent' });
  const two = await Line.open(api, { through: 'recordConsent', residentId: one.residentId });
  await one.must('verify');
  return two.send('verify');
}

async function superseded(): Promise<Reply> {
  const line = await Line.open(api);
  const { staticText } = await showCode(api.a, line.residentId);
  await api.rows('update health_codes set version = 2 where resident_id = $1', [line.residentId]);
  return line.send('identify', { data: { text: staticText } });
}

async function usedTwice(): Promise<Reply> {
  const code = traceCode();
  await verify({ traceCode: code });
  return verify({ traceCode: code });
}

/** A package of MMR that says lot and expiry itself. */
const GS1 = '(01)09520000000400(17)280531(10)L9(21)S9';

async function openedTooLong(): Promise<Reply> {
  const line = await Line.open(api, { through: 'recordConsent', doses: [{ productId: 'je-l', doseNumber: 1 }] });
  const code = `8410050${traceCode().slice(7)}`;
  await api.rows(`insert into package_openings (trace_code, opened_at) values ($1, now() - interval '31 minutes')`, [code]);
  return line.send('verify', { data: { productId: 'je-l', traceCode: code } });
}

async function sameSite(): Promise<Reply> {
  const line = await Line.open(api, { through: 'verify', doses: [...MMR, { productId: 'hepb-10', doseNumber: 1 }] });
  const data = { plannedDoseId: line.plannedDoseIds[1], productId: 'hepb-10', traceCode: `8410010${traceCode().slice(7)}` };
  return line.send('verify', { data });
}

const REFUSALS: { code: RefusalCode; params?: object; ask: () => Promise<Reply> }[] = [
  { code: 'not-in-this-stage', params: { stage: 'arrived', command: 'release' }, ask: () => at('walkIn', 'release') },
  { code: 'unknown-planned-dose', params: { plannedDoseId: unknownDose }, ask: () => at('walkIn', 'dropDose', { data: { plannedDoseId: unknownDose } }) },
  { code: 'dose-already-settled', params: { state: 'verified' }, ask: () => at('verify', 'verify') },
  { code: 'series-planned-twice', params: { series: 'MMR' }, ask: () => at('walkIn', 'planDose', { data: { dose: MMR[0] } }) },
  { code: 'last-dose-of-journey', ask: () => at('walkIn', 'dropDose') },
  { code: 'slot-full', ask: () => book(slots.full) },
  { code: 'slot-unknown', ask: () => book(newId()) },
  { code: 'slot-past', ask: () => book(slots.past) },
  { code: 'slot-of-another-site', ask: () => book(slots.elsewhere) },
  { code: 'vaccine-not-in-session', params: { vaccine: 'MMR' }, ask: () => book(slots.hepatitis) },
  { code: 'series-already-booked', params: { series: 'MMR' }, ask: bookedTwice },
  { code: 'product-unknown', params: { productId: 'elixir' }, ask: () => walksIn(dose('elixir')) },
  { code: 'site-not-switched-on', ask: () => api.a.post('/v1/sessions', { siteId: api.siteA.siteId, day: '2020-01-01', vaccines: ['MMR'], slots: [{ startsAt: '09:00', endsAt: '10:00', capacity: 1 }] }) },
  { code: 'too-young', params: { series: 'MMR', doseNumber: 1, rule: 'minimum-age', edition: '2021', earliestOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }, ask: () => walksIn(MMR, undefined, addDays(TODAY(), -30)) },
  { code: 'too-early', params: { series: 'MMR', doseNumber: 2, rule: 'minimum-interval', earliestOn: addDays(TODAY(), 27) }, ask: async () => walksIn(dose('mmr', 2), await vaccinated()) },
  { code: 'live-interval', params: { series: 'HepA-L', earliestOn: addDays(TODAY(), 27) }, ask: async () => walksIn(dose('hepa-l'), await vaccinated()) },
  { code: 'too-old', params: { series: 'MMR', doseNumber: 1, rule: 'maximum-age', edition: '2021', latestOn: addDays(TODAY(), -1) }, ask: async () => walksIn(MMR, undefined, addMonths(TODAY(), -18 * 12)) },
  { code: 'not-needed', params: { series: 'MMR', doseNumber: 3, rule: 'not-needed', edition: '2021' }, ask: () => walksIn(dose('mmr', 3)) },
  { code: 'dose-already-given', params: { series: 'MMR', doseNumber: 1 }, ask: async () => walksIn(MMR, await vaccinated()) },
  { code: 'dose-claimed-elsewhere', params: { series: 'MMR', doseNumber: 1 }, ask: claimed },
  { code: 'dose-undecided', params: { series: 'MMR', doseNumber: 1 }, ask: async () => walksIn(MMR, (await reported('identify')).residentId) },
  { code: 'dose-not-countable', params: { stop: 'lot-recalled' }, ask: async () => counts(await reported('confirmArchive', { lot: 'RECALLED' })) },
  { code: 'dose-record-incomplete', params: { field: 'lot' }, ask: async () => counts(await reported('confirmArchive', { lot: null })) },
  { code: 'not-own-dose', ask: () => at('recordDose', 'correctOwnDose', { envelope: { staffId: 'N-205' } }) },
  { code: 'record-final', ask: async () => (await sent()).send('correctOwnDose') },
  { code: 'wrong-day', params: { day: addDays(TODAY(), 1) }, ask: () => checksIn(slots.tomorrow, api.siteA.siteId) },
  { code: 'wrong-site', ask: () => checksIn(api.siteA.slotIds[0]!, api.siteB.siteId) },
  { code: 'other-person', ask: () => at('walkIn', 'identify', { data: { readBackMatches: false } }) },
  { code: 'code-superseded', ask: superseded },
  { code: 'code-invalid', ask: () => at('walkIn', 'identify', { data: { text: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.' } }) },
  { code: 'text-unknown', ask: () => at('walkIn', 'identify', { data: { text: '你好' } }) },
  { code: 'archive-not-looked-up', ask: () => at('identify', 'confirmArchive', { data: { historyFrom: 'registry' } }) },
  { code: 'archive-moved', params: { oursVersion: 1, theirsVersion: null }, ask: () => at('identify', 'confirmArchive', { data: { oursVersion: 9 } }) },
  { code: 'needs-supervisor', ask: async () => (await differing()).send('confirmArchive', { data: { historyFrom: 'registry' } }) },
  { code: 'field-undecided', params: { field: 'phone' }, ask: () => takes({ identifier: 'theirs' }) },
  { code: 'field-does-not-differ', params: { field: 'sex' }, ask: () => takes({ identifier: 'theirs', phone: 'ours', sex: 'ours' }) },
  { code: 'field-empty', params: { field: 'identifier' }, ask: () => takes({ identifier: 'ours', phone: 'ours' }) },
  { code: 'history-source-required', ask: () => at('identify', 'confirmArchive', { envelope: { reason: undefined } }) },
  { code: 'questionnaire-unknown', params: { questionnaire: 'general-1999' }, ask: () => precheck({ questionnaire: 'general-1999' }) },
  { code: 'question-unanswered', params: { question: 'fever' }, ask: () => precheck({ answers: {} }) },
  { code: 'contraindicated', params: { question: 'allergy' }, ask: () => precheck({ answers: { ...COMMAND_EXAMPLES.recordPrecheck.data.answers, allergy: true } }) },
  { code: 'advice-required', ask: () => precheck({ decision: 'refuse' }) },
  { code: 'defer-date-required', ask: () => precheck({ decision: 'defer' }) },
  { code: 'consent-text-unknown', params: { consentText: 'nip-consent@1' }, ask: () => consent({ consentText: 'nip-consent@1' }) },
  { code: 'informing-not-done', params: { item: 'product' }, ask: () => consent({ informed: [] }) },
  { code: 'signer-not-entitled', params: { relation: 'self', ageInYears: 2 }, ask: () => consent({ relation: 'self' }) },
  { code: 'escort-not-authorised', params: { rule: 'none-on-record', next: 'notGiven' }, ask: () => consent({ relation: 'escort' }) },
  { code: 'amount-differs', params: { expectedFen: 22_300 }, ask: () => pays({ amountFen: 19_800, method: 'cash' }) },
  { code: 'payment-method-required', ask: () => pays({ amountFen: 22_300 }) },
  { code: 'already-paid', ask: () => pays({ amountFen: 22_300, method: 'cash' }, { amountFen: 22_300, method: 'cash' }) },
  { code: 'fee-on-free-dose', ask: () => at('recordPrecheck', 'recordPayment') },
  { code: 'gate-open', params: { gate: 'identified' }, ask: () => at('walkIn', 'recordDose') },
  { code: 'checklist-item-open', params: { item: 'health' }, ask: () => verify({ items: items.slice(1) }) },
  { code: 'checklist-item-unknown', params: { item: 'luck' }, ask: () => verify({ items: [...items, { ...items[0], item: 'luck' }] }) },
  { code: 'checklist-item-differs', params: { item: 'product' }, ask: () => verify({ items: items.map((one) => (one.item === 'product' ? { ...one, value: 'hepb-10' } : one)) }) },
  { code: 'dose-amount-not-allowed', params: { allowed: '0.5 mL' }, ask: () => verify({ items: items.map((one) => (one.item === 'dose' ? { ...one, value: '5 mL' } : one)) }) },
  { code: 'body-site-taken', params: { bodySite: 'left-upper-arm', rule: '4.1.1' }, ask: sameSite },
  { code: 'not-confirmed-by-resident', ask: () => verify({ residentConfirmation: null }) },
  { code: 'product-mismatch', params: { expected: 'mmr' }, ask: () => verify({ productId: 'hepb-10' }) },
  { code: 'trace-code-over-used', params: { dosesPerPackage: 1 }, ask: usedTwice },
  { code: 'trace-code-invalid', ask: () => verify({ traceCode: 'no package' }) },
  { code: 'lot-differs-from-scan', params: { scanned: 'L9' }, ask: () => verify({ traceCode: GS1 }) },
  { code: 'expiry-differs-from-scan', params: { scanned: '2028-05-31' }, ask: () => verify({ traceCode: GS1.replace('L9', 'L1') }) },
  { code: 'vial-past-discard-time', ask: openedTooLong },
  { code: 'lot-unknown', ask: () => verify({ lot: 'L-NOBODY-HAS' }) },
  { code: 'lot-expired', params: { expiresOn: '2020-01-01' }, ask: () => verify({ lot: 'OLD' }) },
  { code: 'lot-held', ask: () => verify({ lot: 'HELD' }) },
  { code: 'lot-recalled', ask: () => verify({ lot: 'RECALLED' }) },
  { code: 'body-site-not-allowed', params: { allowed: expect.arrayContaining(['left-upper-arm']) }, ask: () => inject({ bodySite: 'nose' }) },
  { code: 'route-not-allowed', params: { allowed: ['SC'] }, ask: () => inject({ route: 'IM' }) },
  { code: 'lot-differs-from-checklist', ask: () => inject({ lot: 'L2' }) },
  { code: 'time-in-future', ask: () => inject({ givenAt: new Date(Date.now() + 60_000).toISOString() }) },
  { code: 'observation-not-over', params: { until: expect.stringMatching(/Z$/) }, ask: () => at('recordDose', 'release') },
  { code: 'nothing-to-print', ask: async () => api.a.post(`${(await Line.open(api)).path}/certificate/prints`, {}) },
  { code: 'nothing-under-way', ask: retriedWhenOver },
  { code: 'notice-under-way', ask: async () => resent(await kept(await noticeDue(api))) },
  { code: 'notice-not-due', ask: async () => resent(await kept(await Line.open(api, { through: 'recordDose' }))) },
  { code: 'notice-superseded', ask: resentTwice },
  { code: 'notice-no-phone', ask: resentToNobody },
  { code: 'step-not-retried', ask: () => ofStep('pause') },
  { code: 'step-paused', ask: () => ofStep('reset', 'now()') },
  { code: 'step-not-paused', ask: () => ofStep('resume', 'null') },
  { code: 'case-not-open', ask: () => ofCase('resolve', { caseVersion: 2 }, (path) => api.operator.post(`${path}/resolve`, { staffId: 'S-2', caseVersion: 1, action: 'not-same-person', reason: '同上' })) },
  { code: 'case-moved', params: { version: 2 }, ask: () => ofCase('resolve', { caseVersion: 1 }, claimedByOther) },
  { code: 'case-claimed', params: { until: expect.stringMatching(/Z$/) }, ask: () => ofCase('resolve', { caseVersion: 2 }, claimedByOther) },
  { code: 'case-not-claimed', ask: () => ofCase('release') },
  { code: 'case-action-not-allowed', params: { action: 'send-again' }, ask: () => ofCase('resolve', { action: 'send-again' }) },
  { code: 'reason-required', params: { action: 'not-same-person' }, ask: () => ofCase('resolve', { reason: undefined }) },
  { code: 'second-person-required', params: { action: 'accept-ours' }, ask: () => ofCase('resolve', { action: 'accept-ours' }) },
  { code: 'another-person-required', params: { action: 'accept-ours' }, ask: () => ofCase('proposal/approve', { caseVersion: 2 }, proposedBy('S-1')) },
  { code: 'case-awaits-approval', params: { action: 'accept-ours' }, ask: () => ofCase('proposal', { caseVersion: 2, action: 'look-again', reason: '对方已更正' }, proposedBy('S-2')) },
  { code: 'case-not-awaiting', ask: () => ofCase('answer', { text: '已核对' }) },
  { code: 'undo-not-offered', ask: () => ofCase('undo', { caseVersion: 1, reason: '证件为同胞所有' }) },
  { code: 'undo-depended-on', params: { kind: 'archive' }, ask: () => undone('after') },
  { code: 'decision-under-way', ask: () => undone('before') },
  { code: 'lot-hold-exists', params: { kind: 'suspected' }, ask: () => ofHold([['', 'S-1', 0]]) },
  { code: 'lot-hold-moved', params: { version: 1 }, ask: () => ofHold([['/release', 'S-1', 9]]) },
  { code: 'lot-release-not-asked', ask: () => ofHold([['/release/approve', 'S-1', 1]]) },
  { code: 'lot-release-asked', ask: () => ofHold([['/release', 'S-1', 1], ['/release', 'S-2', 2]]) },
  { code: 'lot-hold-released', ask: () => ofHold([['/release', 'S-1', 1], ['/release/approve', 'S-2', 2], ['/release', 'S-1', 3]]) },
  { code: 'system-moved', params: { version: 1 }, ask: () => ofPause([['pause', 'S-1', 9]]) },
  { code: 'pause-proposed', ask: () => ofPause([['pause', 'S-1', 1], ['pause', 'S-2', 2]]) },
  { code: 'pause-not-proposed', ask: () => ofPause([['pause/approve', 'S-1', 1]]) },
  { code: 'system-paused', ask: () => ofPause([['pause', 'S-1', 1], ['pause/approve', 'S-2', 2], ['pause', 'S-1', 3]]) },
  { code: 'system-not-paused', ask: () => ofPause([['resume', 'S-1', 1]]) },
  { code: 'policy-not-draft', ask: () => ofDraft(async (path) => (await approver.client.post(`${path}/withdraw`, {}), approver.client.post(`${path}/approve`, { against: 0 }))) },
  { code: 'policy-moved', params: { version: 0 }, ask: () => ofDraft((path) => approver.client.post(`${path}/approve`, { against: 7 })) },
  { code: 'not-authorised', params: { needs: 'observation:release-early' }, ask: () => at('recordDose', 'release', { data: { early: true }, envelope: { reason: '家长有急事' } }) },
];

/** Of a lot that somebody has stopped; an empty verb stops it again. */
async function ofHold(steps: [verb: string, staffId: string, version: number][]): Promise<Reply> {
  const lot = `S${newId().slice(-8)}`;
  await api.rows(`insert into lots (product_id, lot, expires_on) values ('mmr', $1, '2099-01-01')`, [lot]);
  const stop = () => api.a.post(`/v1/lots/mmr/${lot}/holds`, { staffId: 'S-1', kind: 'suspected', reason: '外观异常' });
  let reply: Reply = await stop();
  const [{ id }] = reply.body['holds'] as [{ id: string }];
  for (const [verb, staffId, version] of steps) {
    reply = verb === '' ? await stop() : await api.a.post(`/v1/lot-holds/${id}${verb}`, { staffId, version, ...(verb === '/release' && { reason: '复检合格' }) });
  }
  return reply;
}

/** Of a policy that one person has drafted. */
async function ofDraft(ask: (path: string) => Promise<Reply>): Promise<Reply> {
  const { id } = await postAs<{ id: string }>(drafter.client, '/v1/policies/versions', draftPolicy.examples.bodies.tiers);
  return ask(`/v1/policies/versions/${id}`);
}

/** Refused elsewhere, with what they need: codes in time and state, scans, identity checks. */
const ELSEWHERE: RefusalCode[] = ['code-expired', 'code-replayed', 'code-suspended', 'issuer-away', 'text-ambiguous', 'capture-required', 'fall-back-not-open', 'identity-already-verified'];
/** What no request of this release can ask for: the contract, fresh ids, findings of the process, an unknown history or the prices as shipped stand before it. */
const OUT_OF_REACH: RefusalCode[] = ['journey-exists', 'planned-dose-exists', 'no-dose-planned', 'finding-too-late', 'dose-out-of-order', 'price-unknown'];

it.each(REFUSALS)('$code is told with its facts, in both languages', async ({ code, params = {}, ask }) => {
  const { status, body } = await ask();
  expect([status, body.code]).toEqual([REFUSAL_STATUS[code], code]);
  expect(body.params).toMatchObject(params);
  for (const language of ['zh', 'en'] as const) expect(describeProblem({ code, params: body.params! }, language)).not.toMatch(/[{}]|undefined|^$|^[a-z-]+$/);
});

it('there is no refusal beside these', () => {
  expect([...REFUSALS.map(({ code }) => code), ...ELSEWHERE, ...OUT_OF_REACH].sort()).toEqual([...REFUSAL_CODES].sort());
});
