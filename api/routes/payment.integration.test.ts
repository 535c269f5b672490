import type { Journey } from '../../contracts/journeys.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs } from '../http-fixtures.js';
import { Line, selfPaid } from '../line-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

const verify = { data: { productId: 'ppv23', traceCode: '84100900000000000001' } };
const events = (line: Line) => api.rows<{ data: object }>(`select data from journey_events where journey_id = $1 and type = 'paymentSettled'`, [line.journeyId]);

it('a self-paid dose waits for the price of the day, and goes on once it is paid', async () => {
  const line = await selfPaid(api);
  expect(await line.send('verify', verify)).toMatchObject({ status: 409, body: { code: 'gate-open', params: { gate: 'settled' } } });
  expect(await line.send('recordPayment', { data: { amountFen: 19_800, method: 'cash' } })).toMatchObject({ status: 409, body: { code: 'amount-differs', params: { expectedFen: 22_300 } } });
  await line.must('recordPayment', { data: { amountFen: 22_300, method: 'insurance-account' } });
  expect(await events(line)).toEqual([{ data: { plannedDoseId: line.plannedDoseId, fee: 'paid', amountFen: 22_300, method: 'insurance-account' } }]);
  await line.must('verify', verify);
  expect((await getAs<Journey>(api.a, line.path)).doses.map(({ state }) => state)).toEqual(['verified']);
});

it('a dose of the national programme is settled by its consent, and no fee is taken for it', async () => {
  const line = await Line.open(api, { through: 'recordConsent' });
  expect(await events(line)).toEqual([{ data: { plannedDoseId: line.plannedDoseId, fee: 'free' } }]);
  expect(await line.send('recordPayment', { data: { amountFen: 0, method: 'cash' } })).toMatchObject({ status: 409, body: { code: 'fee-on-free-dose' } });
});
