import type { Case } from '../../contracts/cases.js';
import { openForTwo, type ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs, postAs } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';

let api: ApiUnderTest;
let first: SignedIn;
let second: SignedIn;

beforeAll(async () => {
  ({ api, first, second } = await openForTwo(process.env));
});
afterAll(() => api?.close());

const REASON = '监控可见全过程';
const proposal = (caseVersion: number) => ({ staffId: first.personId, caseVersion, action: 'count-dose', reason: REASON });
const countOf = async (queue: string) => (await getAs<{ data: { queue: string; count: number }[] }>(api.operator, `/v1/cases/counts?siteId=${api.siteA.siteId}`)).data.find((one) => one.queue === queue)?.count ?? 0;

/** A jab without a checklist, and what completes its report later. */
async function reported(): Promise<{ path: string; complete: () => Promise<unknown> }> {
  const line = await Line.open(api, { through: 'confirmArchive' });
  const report = () => line.must('reportUnverifiedDose', { data: { dose: { plannedDoseId: line.plannedDoseId } } });
  await report();
  const [row] = await api.rows<{ id: string }>('select id from cases where journey_id = $1', [line.journeyId]);
  return { path: `/v1/cases/${row!.id}`, complete: report };
}

it('is to be reviewed again once its ground has moved, says by what, and its proposal falls', async () => {
  const { path, complete } = await reported();
  await postAs(first.client, `${path}/proposal`, proposal(1));
  await complete();
  expect(await getAs<Case>(api.operator, path)).toMatchObject({ queue: 're-review', status: 'open', proposal: null, moved: { what: 'doseReportedUnverified' }, version: 3 });
  const log = await getAs<{ data: { type: string; data: object }[] }>(api.operator, `${path}/log`);
  expect(log.data.at(-1)).toMatchObject({ type: 'moved', data: { what: 'doseReportedUnverified', proposedBy: first.personId } });
  expect(await second.client.post(`${path}/proposal/approve`, { staffId: second.personId, caseVersion: 2 })).toMatchObject({ status: 409, body: { code: 'case-not-awaiting' } });
  const { data } = await getAs<{ data: Case[] }>(second.client, '/v1/cases?area=440100&queue=re-review');
  expect(data.map(({ id }) => id)).toContain(path.split('/').at(-1));
});

it('is not decided on what was there before; who reads it again proposes anew, and another approves', async () => {
  const { path, complete } = await reported();
  await complete();
  expect(await first.client.post(`${path}/proposal`, proposal(1))).toMatchObject({ status: 409, body: { code: 'case-moved', params: { version: 2 } } });
  expect(await first.client.post(`${path}/resolve`, { staffId: first.personId, caseVersion: 1, action: 'leave-uncounted', reason: REASON })).toMatchObject({ status: 409, body: { code: 'case-moved' } });
  expect(await postAs(first.client, `${path}/proposal`, proposal(2))).toMatchObject({ queue: 'for-approval', moved: null });
  expect(await second.client.post(`${path}/proposal/approve`, { staffId: second.personId, caseVersion: 3 })).toMatchObject({ status: 200 });
});

it('stays in the hand of whoever has it, marked, and is to be reviewed again when given back', async () => {
  const { path, complete } = await reported();
  await postAs(first.client, `${path}/claim`, { staffId: first.personId });
  await complete();
  expect(await getAs(api.operator, path)).toMatchObject({ queue: 'in-hand', moved: { what: 'doseReportedUnverified' } });
  const before = await countOf('re-review');
  expect(await postAs(first.client, `${path}/release`, { staffId: first.personId })).toMatchObject({ queue: 're-review' });
  expect(await countOf('re-review')).toBe(before + 1);
});

it('is claimed by one of two who reach for it at the same moment; the other is told by whom and until when', async () => {
  const { path } = await reported();
  const tries = await Promise.all([first, second].map(({ client, personId }) => client.post<{ code?: string }>(`${path}/claim`, { staffId: personId })));
  expect(tries.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(tries.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'case-claimed', params: { until: expect.anything() } });
  const { claim } = await getAs<Case>(api.operator, path);
  expect(claim?.by).toBe(tries[0]!.status === 200 ? first.personId : second.personId);
});

it('is decided once by two who decide at the same moment on the same version', async () => {
  const { path } = await reported();
  const decisions = [first, second].map(({ client, personId }) => client.post(`${path}/resolve`, { staffId: personId, caseVersion: 1, action: 'leave-uncounted', reason: REASON }));
  const tries = await Promise.all(decisions);
  expect(tries.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(tries.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'case-not-open' });
  const log = await getAs<{ data: { type: string }[] }>(api.operator, `${path}/log`);
  expect(log.data.filter(({ type }) => type === 'resolved')).toHaveLength(1);
});
