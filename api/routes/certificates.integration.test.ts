import type { Certificate } from '../../contracts/certificates.js';
import { TODAY } from '../../db/database-fixtures.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { decideByTwo, getAs, postAs } from '../http-fixtures.js';
import { Line, selfPaid, traceCode } from '../line-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

const prints = ({ path }: Line) => `${path}/certificate/prints`;
const print = (line: Line, reason?: string) => api.a.post<Certificate>(prints(line), { staffId: 'N-301', ...(reason && { reason }) });
const stateOf = ({ path }: Line) => getAs<{ kind: string; doses: number; prints: object[] }>(api.a, `${path}/certificate`);

describe('the line of a booklet', () => {
  it('has all that Norms 9.2.1 asks for, and is printed first without a reason', async () => {
    const line = await Line.open(api);
    const code = traceCode();
    for (const step of ['identify', 'confirmArchive', 'recordPrecheck', 'recordConsent'] as const) await line.must(step);
    await line.must('verify', { data: { traceCode: code } });
    await line.must('recordDose');
    const { status, body } = await print(line);
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'booklet', number: 1, reprint: false, resident: { name: expect.stringMatching(/^欧阳测试/), document: { number: expect.stringMatching(/^4401\*+/) } } });
    expect(body.lines).toEqual([expect.objectContaining({
      plannedDoseId: line.plannedDoseId, vaccine: 'MMR', doseNumber: 1, givenOn: TODAY(), bodySite: 'left-upper-arm', route: 'SC', lot: 'L1', traceCode: code, vaccinator: 'N-204', expiresOn: expect.any(String), maker: expect.any(String),
    })]);
  });

  it('is printed again for a reason, marked and counted, each in the audit with who and why', async () => {
    const line = await Line.open(api, { through: 'recordDose' });
    await print(line);
    expect(await print(line)).toMatchObject({ status: 422, body: { code: 'reason-required' } });
    expect(await api.a.post(prints(line), { reason: 'because' })).toMatchObject({ status: 422, body: { code: 'invalid-request' } });
    expect(await print(line, 'misprinted')).toMatchObject({ status: 201, body: { number: 2, reprint: true } });
    expect((await stateOf(line)).prints).toEqual([
      { number: 1, kind: 'booklet', reason: null, at: expect.any(String), by: expect.objectContaining({ staffId: 'N-301' }) }, expect.objectContaining({ number: 2, reason: 'misprinted' }),
    ]);
    const audited = await api.rows(`select action, params, actor->>'staffId' as staff from audit_rows where object_id = $1 and action like 'certificate.%print' and outcome = 'done' order by id`, [line.journeyId]);
    expect(audited).toEqual([
      { action: 'certificate.print', params: { kind: 'booklet', number: 1 }, staff: 'N-301' }, { action: 'certificate.reprint', params: { kind: 'booklet', number: 2, reason: 'misprinted' }, staff: 'N-301' },
    ]);
  });

  it('asked for under one key is one print, and what the key keeps names nobody', async () => {
    const line = await Line.open(api, { through: 'recordDose' });
    const [first, again] = [await api.a.post(prints(line), {}, 'print-1'), await api.a.post(prints(line), {}, 'print-1')];
    expect(again.body).toEqual(first.body);
    expect((await stateOf(line)).prints).toHaveLength(1);
    const [kept] = await api.rows<{ answer: object }>(`select answer from command_keys where key = 'print-1'`);
    expect(kept?.answer).toEqual({ answer: { number: 1, printedAt: expect.any(String) } });
  });

  it('of two desks at once is printed first by one, and the other is asked why', async () => {
    const line = await Line.open(api, { through: 'recordDose' });
    const statuses = (await Promise.all([print(line), print(line)])).map(({ status, body }) => [status, status === 201 ? body.number : null]);
    expect(statuses.filter(([status]) => status === 201)).toEqual([[201, 1]]);
  });
});

it('an adult gets a voucher', async () => {
  const line = await selfPaid(api);
  expect(await stateOf(line)).toMatchObject({ kind: 'voucher', doses: 0, prints: [] });
});

describe('nothing is printed (H11)', () => {
  it('of a visit in which nothing was given', async () => {
    const line = await Line.open(api, { through: 'verify' });
    expect(await print(line)).toMatchObject({ status: 409, body: { code: 'nothing-to-print' } });
    expect((await stateOf(line)).prints).toEqual([]);
  });

  it('of a jab that no checklist stands for, until two persons let it count', async () => {
    const line = await Line.open(api, { through: 'recordConsent' });
    await line.must('reportUnverifiedDose');
    expect(await print(line)).toMatchObject({ status: 409, body: { code: 'nothing-to-print' } });
    const [open] = await api.rows<{ id: string }>('select id from cases where journey_id = $1', [line.journeyId]);
    await decideByTwo(api.operator, `/v1/cases/${open!.id}`, 1, 'count-dose');
    expect(await print(line)).toMatchObject({ status: 201, body: { lines: [{ lot: 'L1' }] } });
  });

  it('of a dose that was voided', async () => {
    const line = await Line.open(api, { through: 'recordDose' });
    await postAs(api.a, prints(line), {});
    await api.rows(`update doses set status = 'voided' where planned_dose_id = $1`, [line.plannedDoseId]);
    expect(await print(line, 'lost')).toMatchObject({ status: 409, body: { code: 'nothing-to-print' } });
  });

  it('by another site, or by a role without a resident in front of it', async () => {
    const line = await Line.open(api, { through: 'recordDose' });
    expect((await api.b.post(prints(line), {})).status).toBe(404);
    expect((await api.b.get(`${line.path}/certificate`)).status).toBe(404);
    for (const [role, status] of [['cashier', 403], ['observer', 201]] as const) {
      const { client } = await api.signedIn({ roles: [role], siteIds: [api.siteA.siteId] });
      expect([role, (await client.post(prints(line), {})).status]).toEqual([role, status]);
    }
    const { client } = await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' });
    expect((await client.post(prints(line), {})).status).toBe(403);
  });
});
