import type { Case } from '../../contracts/cases.js';
import { openDoor, type OpenDoor } from '../../db/database-fixtures.js';
import { newId } from '../../db/new-id.js';
import { toId } from '../../domain/ids.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs, postAs } from '../http-fixtures.js';
import { lookedUp } from '../look-up-fixtures.js';
import { openSoftwareFault } from '../open-software-fault.js';
import { walkIn } from '../people-fixtures.js';
import { Line } from '../line-fixtures.js';

let api: ApiUnderTest;
let open: OpenDoor;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  open = openDoor(api.database.urls.api);
});
afterAll(async () => {
  await open?.pool.end();
  await api?.close();
});

const REASON = '监控可见全过程';
const caseOf = async (journeyId: string): Promise<string> => `/v1/cases/${(await api.rows<{ id: string }>('select id from cases where journey_id = $1', [journeyId]))[0]!.id}`;
const logOf = async (path: string) => (await getAs<{ data: { type: string; data: { by?: string }; text: string | null }[] }>(api.operator, `${path}/log`)).data;

async function faulted(): Promise<string> {
  const { journeyId } = await walkIn(api.a, api.siteA);
  await openSoftwareFault(open.door, toId(journeyId), 'workflow-task');
  return caseOf(journeyId);
}

/** A jab without a checklist that a supervisor lets count, which takes two. */
async function reported(): Promise<{ path: string; line: Line }> {
  const line = await Line.open(api, { through: 'confirmArchive' });
  await line.must('reportUnverifiedDose', { data: { dose: { plannedDoseId: line.plannedDoseId } } });
  return { path: await caseOf(line.journeyId), line };
}

it('takes a case out of the hand of somebody else, who is told by the log why', async () => {
  const path = await faulted();
  await postAs(api.operator, `${path}/claim`, { staffId: 'S-1' });
  expect(await postAs(api.operator, `${path}/take-over`, { staffId: 'S-2', reason: '交接班' })).toMatchObject({ claim: { by: 'S-2' }, queue: 'in-hand', version: 3 });
  expect(await api.operator.post(`${path}/resolve`, { staffId: 'S-1', caseVersion: 3, action: 'retry' })).toMatchObject({ status: 409, body: { code: 'case-claimed' } });
  expect((await logOf(path)).at(-1)).toMatchObject({ type: 'takenOver', data: { by: 'S-2', from: 'S-1' }, text: '交接班' });
  expect(await api.operator.post(`${path}/take-over`, { staffId: 'S-2', reason: '再次' })).toMatchObject({ status: 409, body: { code: 'case-not-claimed' } });
});

it('sends a case back to the desk, whose answer brings it forth again', async () => {
  const path = await faulted();
  expect(await postAs(api.operator, `${path}/question`, { staffId: 'S-1', text: '包装上的批号是什么' })).toMatchObject({ queue: 'for-information', question: { by: 'S-1' } });
  expect(await getAs(api.a, '/v1/cases/counts')).toMatchObject({ data: expect.arrayContaining([{ kind: 'software-fault', queue: 'for-information', count: 1 }]) });
  expect(await postAs(api.a, `${path}/answer`, { staffId: 'N-1', text: '202609A1' })).toMatchObject({ queue: 'unclaimed', question: null });
  expect((await logOf(path)).map(({ type, text }) => [type, text])).toEqual([['opened', null], ['asked', '包装上的批号是什么'], ['answered', '202609A1']]);
});

it('lets one person propose and another decide, who read the reason; the journey goes on as if one had', async () => {
  const { path, line } = await reported();
  const alone = { staffId: 'S-1', caseVersion: 1, action: 'count-dose', reason: REASON };
  expect(await api.operator.post(`${path}/resolve`, alone)).toMatchObject({ status: 409, body: { code: 'second-person-required' } });
  const proposed = await postAs<Case>(api.operator, `${path}/proposal`, alone);
  expect(proposed).toMatchObject({ queue: 'for-approval', proposal: { action: 'count-dose', by: 'S-1' }, claim: null, version: 2 });
  expect((await logOf(path)).at(-1)).toMatchObject({ type: 'proposed', text: REASON });
  const key = newId();
  const approval = { staffId: 'S-2', caseVersion: 2 };
  expect(await api.operator.post(`${path}/proposal/approve`, { ...approval, staffId: 'S-1' })).toMatchObject({ status: 409, body: { code: 'another-person-required' } });
  const approved = await api.operator.post(`${path}/proposal/approve`, approval, key);
  expect(approved).toMatchObject({ status: 200, body: { journeyId: line.journeyId, events: expect.arrayContaining(['caseResolved']) } });
  expect(await api.operator.post(`${path}/proposal/approve`, approval, key)).toMatchObject({ status: 200, body: approved.body });
  expect(await getAs(api.operator, path)).toMatchObject({ status: 'resolved', queue: 'settled', action: 'count-dose', proposal: { by: 'S-1' } });
  expect((await logOf(path)).at(-1)).toMatchObject({ type: 'resolved', text: REASON });
});

it('approves what was read: not what was proposed meanwhile', async () => {
  const { path } = await reported();
  await postAs(api.operator, `${path}/proposal`, { staffId: 'S-1', caseVersion: 1, action: 'count-dose', reason: REASON });
  expect(await postAs(api.operator, `${path}/proposal/decline`, { staffId: 'S-2', caseVersion: 2, reason: '看不清' })).toMatchObject({ queue: 'unclaimed', proposal: null, version: 3 });
  expect(await api.operator.post(`${path}/proposal/approve`, { staffId: 'S-2', caseVersion: 3 })).toMatchObject({ status: 409, body: { code: 'case-not-awaiting' } });
  await postAs(api.operator, `${path}/proposal`, { staffId: 'S-1', caseVersion: 3, action: 'leave-uncounted', reason: '按不计处理' });
  expect(await api.operator.post(`${path}/proposal/approve`, { staffId: 'S-2', caseVersion: 2 })).toMatchObject({ status: 409, body: { code: 'case-moved', params: { version: 4 } } });
});

it('approves what was read although the case has moved up a level meanwhile', async () => {
  const { path } = await reported();
  await postAs(api.operator, `${path}/proposal`, { staffId: 'S-1', caseVersion: 1, action: 'count-dose', reason: REASON });
  await api.rows(`update cases set level = 'district', version = version + 1 where id = $1`, [path.split('/').at(-1)]);
  expect(await postAs(api.operator, `${path}/proposal/approve`, { staffId: 'S-2', caseVersion: 2 })).toMatchObject({ events: expect.arrayContaining(['caseResolved']) });
  expect(await getAs(api.operator, path)).toMatchObject({ status: 'resolved', version: 4 });
});

it('ends a visit from its case, with a reason, and not once something has gone in', async () => {
  const fields = { name: 'differs' } as const;
  const decision = { staffId: 'S-1', caseVersion: 1, action: 'cancel-journey', reason: '居民改到户籍地接种' };
  const line = await lookedUp(api, { fields }, { needs: 'several-archives' });
  const path = await caseOf(line.journeyId);
  expect(await api.operator.post(`${path}/resolve`, { ...decision, reason: undefined })).toMatchObject({ status: 422, body: { code: 'reason-required' } });
  expect(await postAs(api.operator, `${path}/resolve`, decision)).toMatchObject({ stage: 'cancelled', events: expect.arrayContaining(['caseResolved', 'cancelled']) });
  expect(await getAs(api.operator, path)).toMatchObject({ status: 'resolved', action: 'cancel-journey' });
  const injected = await lookedUp(api, { fields }, { needs: 'several-archives' });
  const other = await caseOf(injected.journeyId);
  await injected.must('reportUnverifiedDose', { data: { dose: { plannedDoseId: injected.plannedDoseId } } });
  expect(await api.operator.post(`${other}/resolve`, decision)).toMatchObject({ status: 409, body: { code: 'not-in-this-stage', params: { command: 'cancel' } } });
});

it('lets nobody who is signed in stand for two people', async () => {
  const { path } = await reported();
  const [first, second] = await Promise.all([api.signedIn({ roles: ['site-lead'], siteIds: [api.siteA.siteId] }), api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' })]);
  const proposal = { caseVersion: 1, action: 'count-dose', reason: REASON };
  expect(await first.client.post(`${path}/proposal`, { staffId: second.personId, ...proposal })).toMatchObject({ status: 403, body: { code: 'not-as-somebody-else' } });
  expect(await first.client.post(`${path}/proposal`, { staffId: first.personId, ...proposal })).toMatchObject({ status: 200, body: { proposal: { by: first.personId } } });
  expect(await first.client.post(`${path}/proposal/approve`, { staffId: second.personId, caseVersion: 2 })).toMatchObject({ status: 403, body: { code: 'not-as-somebody-else' } });
  expect(await first.client.post(`${path}/proposal/approve`, { staffId: first.personId, caseVersion: 2 })).toMatchObject({ status: 409, body: { code: 'another-person-required' } });
  expect(await second.client.post(`${path}/proposal/approve`, { staffId: second.personId, caseVersion: 2 })).toMatchObject({ status: 200 });
});

it('is done at a site by that site alone', async () => {
  const path = await faulted();
  for (const verb of ['claim', 'question', 'answer', 'take-over', 'proposal', 'proposal/decline', 'proposal/approve']) {
    const body = { staffId: 'S-1', ...(/question|answer/.test(verb) && { text: '说明' }), ...(/over|proposal$|decline/.test(verb) && { reason: REASON }), ...(/proposal/.test(verb) && { caseVersion: 1 }), ...(verb === 'proposal' && { action: 'retry' }) };
    expect(await api.b.post(`${path}/${verb}`, body)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  }
});
