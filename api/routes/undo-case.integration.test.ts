import type { Case } from '../../contracts/cases.js';
import type { Journey } from '../../contracts/journeys.js';
import { openForTwo, type ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs, postAs, type Reply } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';
import { answerLookUp, findsAtRegistry } from '../look-up-fixtures.js';

let api: ApiUnderTest;
let first: SignedIn;
let second: SignedIn;

beforeAll(async () => {
  ({ api, first, second } = await openForTwo(process.env));
});
afterAll(() => api?.close());

const NAME = '陈小苗';
const OURS = { name: NAME, sex: 'female', birthDate: '2024-06-01', identifier: null, phone: null };
const DIFFERS = { archiveNo: '440101201902300016', fields: { name: 'differs' }, ours: OURS, theirs: { ...OURS, name: '陈小妙' } } as const;
const SAME = { ...DIFFERS, fields: {}, theirs: OURS };
const REASON = '证件为同胞所有';

const differs = (line: Line) => answerLookUp(api, line.journeyId, { fields: DIFFERS.fields }, DIFFERS);
const eventsOf = async ({ path }: Line) => (await getAs<{ data: { type: string; data: object }[] }>(api.operator, `${path}/timeline`)).data;
const logOf = async (path: string) => (await getAs<{ data: { type: string; data: object; text: string | null }[] }>(api.operator, `${path}/log`)).data;
const broughtTogether = (line: Line) => findsAtRegistry(api, line.journeyId, ({ fields }) => ({ type: 'broughtTogether', data: { contentVersion: fields!.contentVersion, registryVersion: '8' } }));

async function caseOf({ journeyId }: Line, kind: Case['kind'] = 'identity-differs'): Promise<string> {
  const [row] = await api.rows<{ id: string }>('select id from cases where journey_id = $1 and kind = $2 order by opened_at desc limit 1', [journeyId, kind]);
  return `/v1/cases/${row!.id}`;
}

/** By two persons. */
async function accepted(action: 'accept-ours' | 'accept-registry'): Promise<{ line: Line; path: string }> {
  const line = await Line.open(api, { through: 'identify', person: { name: NAME } });
  await differs(line);
  const path = await caseOf(line);
  await postAs(first.client, `${path}/proposal`, { staffId: first.personId, caseVersion: 1, action, reason: '证件原件' });
  expect(await second.client.post(`${path}/proposal/approve`, { staffId: second.personId, caseVersion: 2 })).toMatchObject({ status: 200 });
  return { line, path };
}

/** The process says that both sides agree now, and the registry says the same. */
async function carriedOut(action: 'accept-ours' | 'accept-registry' = 'accept-ours'): Promise<{ line: Line; path: string }> {
  const done = await accepted(action);
  await broughtTogether(done.line);
  await answerLookUp(api, done.line.journeyId, { outcome: 'same' }, SAME);
  return done;
}

const undo = (path: string, caseVersion = 3, who = first): Promise<Reply> => who.client.post(`${path}/undo`, { staffId: who.personId, caseVersion, reason: REASON });

it('is proposed by one person and approved by another; both sides get back what they had, and what differs then is a case again (H14)', async () => {
  const { line, path } = await carriedOut();
  expect(await undo(path)).toMatchObject({ status: 200, body: { events: ['caseOpened', 'undoAsked'] } });
  const asked = await caseOf(line, 'decision-questioned');
  expect(await getAs<Case>(second.client, asked)).toMatchObject({ queue: 'for-approval', version: 2, proposal: { action: 'undo-decision', by: first.personId }, actions: ['undo-decision', 'let-stand'] });
  expect(await logOf(asked)).toMatchObject([{ type: 'opened' }, { type: 'proposed', text: REASON }]);
  expect(await first.client.post(`${asked}/proposal/approve`, { staffId: first.personId, caseVersion: 2 })).toMatchObject({ status: 409, body: { code: 'another-person-required' } });
  expect(await second.client.post(`${asked}/proposal/approve`, { staffId: second.personId, caseVersion: 2 })).toMatchObject({ status: 200, body: { events: ['caseResolved', 'archiveDecisionReversed', 'fieldsGivenBack'] } });
  expect((await eventsOf(line)).at(-1)).toMatchObject({ data: { contentVersion: 2, take: { name: 'ours' }, reversed: 1 } });
  await broughtTogether(line);
  await differs(line);
  const again = await caseOf(line);
  expect(again).not.toBe(path);
  expect(await getAs<Case>(first.client, again)).toMatchObject({ kind: 'identity-differs', status: 'open', queue: 're-review', moved: { what: 'archiveDecisionReversed' } });
  expect(await getAs<Journey>(api.operator, line.path)).toMatchObject({ openCases: [{ kind: 'identity-differs' }], archive: { outcome: 'differs' } });
});

it('stands where another person says so, and may be asked again', async () => {
  const { line, path } = await carriedOut();
  await undo(path);
  const asked = await caseOf(line, 'decision-questioned');
  expect(await undo(path)).toMatchObject({ status: 409, body: { code: 'case-awaits-approval' } });
  expect(await second.client.post(`${asked}/resolve`, { staffId: second.personId, caseVersion: 2, action: 'let-stand', reason: '决定无误' })).toMatchObject({ status: 200, body: { events: ['caseResolved'] } });
  expect(await undo(path)).toMatchObject({ status: 200 });
});

it('forgets with it that two records are not of one person (H16)', async () => {
  const line = await Line.open(api, { through: 'identify', person: { name: NAME } });
  await differs(line);
  const path = await caseOf(line);
  await postAs(first.client, `${path}/resolve`, { staffId: first.personId, caseVersion: 1, action: 'not-same-person', reason: '出生证上是另一人' });
  const remembered = () => api.rows('select 1 from dismissed_pairs where resident_id = $1', [line.residentId]);
  expect(await remembered()).toHaveLength(1);
  expect(await undo(path, 2)).toMatchObject({ status: 200 });
  const asked = await caseOf(line, 'decision-questioned');
  expect(await second.client.post(`${asked}/proposal/approve`, { staffId: second.personId, caseVersion: 2 })).toMatchObject({ status: 200, body: { events: ['caseResolved', 'archiveDecisionReversed'] } });
  expect(await remembered()).toEqual([]);
  await differs(line);
  expect(await getAs<Case>(first.client, await caseOf(line))).toMatchObject({ status: 'open' });
});

describe('is refused, and says why,', () => {
  it('while the decision is being carried out', async () => {
    const { path } = await accepted('accept-ours');
    expect(await undo(path)).toMatchObject({ status: 409, body: { code: 'decision-under-way' } });
  });

  it('on another version than was read', async () => {
    const { path } = await carriedOut();
    expect(await undo(path, 2)).toMatchObject({ status: 409, body: { code: 'case-moved', params: { version: 3 } } });
  });

  it('of a case that is open', async () => {
    const line = await Line.open(api, { through: 'identify' });
    await differs(line);
    expect(await undo(await caseOf(line), 1)).toMatchObject({ status: 409, body: { code: 'undo-not-offered' } });
  });

  it('after the desk has confirmed the archive', async () => {
    const { line, path } = await carriedOut();
    await line.must('confirmArchive', { data: { historyFrom: 'registry' } });
    expect(await undo(path)).toMatchObject({ status: 409, body: { code: 'undo-depended-on', params: { kind: 'archive', id: line.residentId } } });
  });

  it('after our side has been changed', async () => {
    const { line, path } = await carriedOut('accept-registry'); // and our name is not the registry's
    expect(await undo(path)).toMatchObject({ status: 409, body: { code: 'undo-depended-on', params: { kind: 'resident', id: line.residentId } } });
  });

  it('after a later case of the same resident, of another visit', async () => {
    const { line, path } = await carriedOut();
    const again = await Line.open(api, { through: 'identify', residentId: line.residentId });
    await differs(again);
    const id = (await caseOf(again)).split('/').at(-1);
    expect(await undo(path)).toMatchObject({ status: 409, body: { code: 'undo-depended-on', params: { kind: 'case', id } } });
  });

  it('at its approval, where the visit went on meanwhile', async () => {
    const { line, path } = await carriedOut();
    await undo(path);
    await line.must('confirmArchive', { data: { historyFrom: 'registry' } });
    const asked = await caseOf(line, 'decision-questioned');
    const { version, proposal } = await getAs<Case>(second.client, asked);
    expect(proposal).toBeNull(); // made on what was there before
    await postAs(first.client, `${asked}/proposal`, { staffId: first.personId, caseVersion: version, action: 'undo-decision', reason: REASON });
    expect(await second.client.post(`${asked}/proposal/approve`, { staffId: second.personId, caseVersion: version + 1 })).toMatchObject({ status: 409, body: { code: 'undo-depended-on', params: { kind: 'archive' } } });
  });
});
