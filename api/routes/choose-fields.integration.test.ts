import type { Case } from '../../contracts/cases.js';
import type { Journey } from '../../contracts/journeys.js';
import { openForTwo, type ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs, postAs } from '../http-fixtures.js';
import { lookedUp } from '../look-up-fixtures.js';

let api: ApiUnderTest;
let first: SignedIn;
let second: SignedIn;

beforeAll(async () => {
  ({ api, first, second } = await openForTwo(process.env));
});
afterAll(() => api?.close());

const fields = { name: 'differs', phone: 'ours-missing', identifier: 'theirs-missing' } as const;
const person = { name: '陈小苗', sex: 'female', birthDate: '2024-06-01', identifier: { type: 'id-card', number: '440199202406010021' }, phone: null };
const CHOICE = { name: 'ours', phone: 'theirs', identifier: 'ours' } as const;

async function differing(): Promise<{ path: string; journeyId: string }> {
  const { journeyId } = await lookedUp(api, { fields }, { fields, archiveNo: '440101201902300016', ours: person, theirs: { ...person, name: '陈小妙', identifier: null, phone: '13900000000' } });
  const [row] = await api.rows<{ id: string }>('select id from cases where journey_id = $1', [journeyId]);
  return { path: `/v1/cases/${row!.id}`, journeyId };
}

const proposal = (take?: object) => ({ staffId: first.personId, caseVersion: 1, action: 'choose-fields', reason: '姓名以证件为准，电话以登记系统为准', ...(take && { take }) });

it('settles an archive field by field: one proposes the sides, another sees and approves them, and both sides are to be brought to that', async () => {
  const { path, journeyId } = await differing();
  expect(await getAs<Case>(first.client, path)).toMatchObject({ actions: expect.arrayContaining(['choose-fields']) });
  expect(await postAs<Case>(first.client, `${path}/proposal`, proposal(CHOICE))).toMatchObject({ queue: 'for-approval', proposal: { action: 'choose-fields', take: CHOICE } });
  expect(await first.client.post(`${path}/proposal/approve`, { staffId: first.personId, caseVersion: 2 })).toMatchObject({ status: 409, body: { code: 'another-person-required' } });
  expect(await getAs<Case>(second.client, path)).toMatchObject({ proposal: { take: CHOICE } });
  const approved = await second.client.post(`${path}/proposal/approve`, { staffId: second.personId, caseVersion: 2 });
  expect(approved).toMatchObject({ status: 200, body: { events: ['caseResolved', 'fieldsTaken'] } });
  const { data } = await getAs<{ data: { type: string; data: object }[] }>(api.operator, `/v1/journeys/${journeyId}/timeline`);
  expect(data.at(-1)).toMatchObject({ type: 'fieldsTaken', data: { contentVersion: 1, take: CHOICE } });
  expect(await getAs<Journey>(api.operator, `/v1/journeys/${journeyId}`)).toMatchObject({ openCases: [] });
});

it.each([
  ['without a side for each field', { name: 'ours' }, 'field-undecided', 'identifier'],
  ['without any', undefined, 'field-undecided', 'name'],
  ['for a side that has nothing there', { ...CHOICE, identifier: 'theirs' }, 'field-empty', 'identifier'],
  ['for a field that does not differ', { ...CHOICE, sex: 'ours' }, 'field-does-not-differ', 'sex'],
])('is not proposed %s', async (_, take, code, field) => {
  const { path } = await differing();
  expect(await first.client.post(`${path}/proposal`, proposal(take))).toMatchObject({ status: 422, body: { code, params: { field } } });
  expect(await getAs<Case>(first.client, path)).toMatchObject({ version: 1, proposal: null });
});

it('is decided by nobody alone, and no side is chosen in an action that takes one as a whole', async () => {
  const { path } = await differing();
  const alone = { staffId: first.personId, caseVersion: 1, action: 'choose-fields', reason: '证件原件' };
  expect(await first.client.post(`${path}/resolve`, alone)).toMatchObject({ status: 409, body: { code: 'second-person-required' } });
  expect(await first.client.post(`${path}/proposal`, { ...proposal(CHOICE), action: 'accept-ours' })).toMatchObject({ status: 422, body: { code: 'field-does-not-differ' } });
});
