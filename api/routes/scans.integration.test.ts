import type { ScanAnswer } from '../../contracts/scans.js';
import { inScope } from '../../db/database-fixtures.js';
import { newId } from '../../db/new-id.js';
import { checkDigitOf } from '../../domain/identity/id-number.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { Line, traceCode } from '../line-fixtures.js';
import { getAs, postAs } from '../http-fixtures.js';
import { newMother, newPerson, register, showCode, walkIn } from '../people-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

const path = () => `/v1/sites/${api.siteA.siteId}/scans`;
const scan = (text: string, readAs?: string) => api.a.post<ScanAnswer>(path(), { text, ...(readAs && { readAs }) });
const read = (text: string, readAs?: string) => postAs<ScanAnswer>(api.a, path(), { text, ...(readAs && { readAs }) });

it('says of a health code whose it is and which journey it belongs to, and changes neither', async () => {
  const { journeyId, residentId } = await walkIn(api.a, api.siteA);
  const { text } = await showCode(api.channelOf(residentId), residentId);
  for (let n = 0; n < 2; n += 1) {
    expect(await read(text)).toMatchObject({ kind: 'health-code', journeyId, candidates: [{ journeyId, stage: 'arrived' }], resident: { id: residentId, name: '欧****' } });
  }
  expect(await getAs(api.a, `/v1/journeys/${journeyId}`)).toMatchObject({ version: 1 });
  expect((await api.a.post(`/v1/journeys/${journeyId}/commands`, { type: 'identify', data: { text, readBackMatches: true } })).status).toBe(200);
  expect(await scan(text)).toMatchObject({ status: 409, body: { code: 'code-replayed' } });
});

it('opens the person of a code to the site where it is shown', async () => {
  const { id } = await register(api.b);
  const { text } = await showCode(api.channelOf(id), id);
  expect((await api.a.get(`/v1/residents/${id}`)).status).toBe(404);
  expect(await read(text)).toMatchObject({ resident: { id }, journeyId: null, candidates: [] });
  expect((await api.a.get(`/v1/residents/${id}`)).status).toBe(200);
});

it('reads an ID number, and shows nobody whom the site does not know', async () => {
  const [ours, theirs] = [newPerson(), newPerson()];
  const { id } = await register(api.a, ours);
  await register(api.b, theirs);
  expect(await read(ours.identifiers[0]!.number, 'id-number')).toMatchObject({ kind: 'id-number', resident: { id } });
  expect(await read(theirs.identifiers[0]!.number, 'id-number')).toEqual({ kind: 'id-number', resident: null, journeyId: null, candidates: [], traceCode: null, banners: [] });
  expect(await read(newPerson().identifiers[0]!.number, 'id-number')).toEqual({ kind: 'id-number', resident: null, journeyId: null, candidates: [], traceCode: null, banners: [] });
});

it('asks when a text can be two things, and takes the answer', async () => {
  const body = [...Array(1000).keys()].map((n) => `44019920240601${String(n).padStart(3, '0')}`).find((digits) => /\d/.test(checkDigitOf(digits)))!;
  const text = body + checkDigitOf(body);
  expect(await scan(text)).toMatchObject({ status: 422, body: { code: 'text-ambiguous', params: { readings: ['id-number', 'archive-number'] } } });
  expect(await read(text, 'archive-number')).toMatchObject({ kind: 'archive-number', resident: null });
});

it('asks of a text that is a permit or a passport', async () => {
  expect(await scan('H12345678')).toMatchObject({ status: 422, body: { code: 'text-ambiguous', params: { readings: ['hk-macau-permit', 'passport'] } } });
  expect(await read('H12345678', 'passport')).toMatchObject({ kind: 'passport', resident: null });
});

it.each([
  { what: 'a passport', identifiers: [{ type: 'passport', number: 'EA7654321' }], nationality: 'CN', text: 'ea7654321' },
  { what: 'a Taiwan permit', identifiers: [{ type: 'taiwan-permit', number: '98765432' }], text: '98765432' },
  { what: 'a birth certificate', identifiers: [{ type: 'birth-certificate', number: 'V440800001' }], guardian: newMother(), text: 'V440800001' },
  { what: 'an archive number', identifiers: [{ type: 'archive-number', number: '440105201900000199' }], nationality: 'CN', text: ']C0440105201900000199' },
])('leads from $what to the journey, scanned or typed with what it is', async ({ text, what: _what, ...who }) => {
  const { id } = await register(api.a, who);
  const { journeyId } = await walkIn(api.a, api.siteA, { residentId: id, doses: [{ productId: 'hepb-10', doseNumber: 1 }] });
  expect(await read(text)).toMatchObject({ journeyId, resident: { id } });
  expect(await postAs<ScanAnswer>(api.a, path(), { document: who.identifiers[0] })).toMatchObject({ journeyId, resident: { id } });
});

it('takes a text or a document, not both and not neither', async () => {
  const fields = [{ field: 'text', rule: 'either text or document' }];
  for (const body of [{}, { text: 'V440123456', document: { type: 'passport', number: 'E12345678' } }, { readAs: 'passport' }]) {
    expect(await api.a.post(path(), body)).toMatchObject({ status: 422, body: { code: 'invalid-request', params: { fields } } });
  }
  const wrong = await api.a.post(path(), { document: { type: 'birth-certificate', number: '12' } });
  expect(wrong).toMatchObject({ status: 422, body: { params: { fields: [{ field: 'document.number', rule: 'shape: a letter and 9 digits' }] } } });
});

it('gives the candidates of a resident with two journeys, and names none', async () => {
  const first = await walkIn(api.a, api.siteA);
  const second = await walkIn(api.a, api.siteA, { residentId: first.residentId, doses: [{ productId: 'hepb-10', doseNumber: 1 }] });
  const answer = await read(first.residentId);
  expect(answer).toMatchObject({ kind: 'resident-id', journeyId: null });
  expect(answer.candidates.map(({ journeyId }) => journeyId)).toEqual([first.journeyId, second.journeyId]);
});

it.each([
  { text: '(01)06901234567892(17)280101(10)L7(21)S9', kind: 'trace-code', traceCode: { code: '010690123456789221S9', product: null, lot: 'L7', expiresOn: '2028-01-01', usesLeft: null, discardAt: null, usable: false, why: 'product-unknown' } },
  { text: 'v440123456', kind: 'birth-certificate', traceCode: null },
  { text: ']C1440199201900000123', kind: 'certificate-barcode', traceCode: null },
  { text: '83000019800101019x', kind: 'residence-permit', traceCode: null },
  { text: 'TK1234567', kind: 'passport', traceCode: null },
  { text: '87654321', kind: 'taiwan-permit', traceCode: null },
  { text: 'abc123456789012', kind: 'foreigner-card', traceCode: null },
])('reads $text as a $kind', async ({ text, kind, traceCode }) => {
  expect(await read(text)).toEqual({ kind, resident: null, journeyId: null, candidates: [], traceCode, banners: [] });
});

describe('a package', () => {
  const MMR = { productId: 'mmr', name: { zh: '麻腮风减毒活疫苗', en: 'measles, mumps, rubella vaccine' }, specification: '0.5mL' };
  const gs1 = (lot: string, expiry: string) => `]d201095200000004001728${expiry}10${lot}\u001d21S9`;

  beforeAll(() =>
    api.rows(`insert into lots (product_id, lot, expires_on, status) values ('mmr', 'G1', '2028-05-31', 'usable'), ('mmr', 'RECALLED', '2028-05-31', 'recalled'), ('mmr', 'OLD', '2020-01-01', 'usable'),
      ('je-l', 'V1', '2099-01-01', 'usable')`));

  it.each([
    { fact: 'whose lot nobody has named', text: '84100400000000000001', told: { lot: null, expiresOn: null, usesLeft: 1, usable: null, why: null } },
    { fact: 'of a lot that is named', text: '84100400000000000001', lot: 'G1', told: { lot: 'G1', expiresOn: '2028-05-31', usable: true, why: null } },
    { fact: 'of a lot that has expired', text: '84100400000000000001', lot: 'OLD', told: { usable: false, why: 'lot-expired', expiresOn: '2020-01-01' } },
    { fact: 'of a lot that is recalled', text: '84100400000000000001', lot: 'RECALLED', told: { usable: false, why: 'lot-recalled' } },
    { fact: 'that says lot and expiry itself', text: gs1('G1', '0531'), told: { code: '010952000000040021S9', lot: 'G1', expiresOn: '2028-05-31', usable: true, why: null } },
    { fact: 'that says another expiry than is on record', text: gs1('G1', '0430'), told: { usable: false, why: 'expiry-differs-from-scan' } },
    { fact: 'of a lot that nobody has', text: gs1('G2', '0531'), told: { usable: false, why: 'lot-unknown' } },
  ])('$fact', async ({ text, lot, told }) => {
    expect(await postAs<ScanAnswer>(api.a, path(), { text, ...(lot && { lot }) })).toMatchObject({ kind: 'trace-code', traceCode: { product: MMR, discardAt: null, ...told } });
  });

  it('of several doses says how many are left and when it is to be discarded, whichever site opened it', async () => {
    const text = `8410050${traceCode().slice(7)}`;
    const told = (client = api.a, site = api.siteA) => postAs<ScanAnswer>(client, `/v1/sites/${site.siteId}/scans`, { text, lot: 'V1' });
    expect(await told()).toMatchObject({ traceCode: { product: { productId: 'je-l' }, usesLeft: 5, discardAt: null, usable: true } });
    const line = await Line.open(api, { through: 'recordConsent', doses: [{ productId: 'je-l', doseNumber: 1 }] });
    await line.must('verify', { data: { traceCode: text, productId: 'je-l', lot: 'V1' } });
    expect(await told()).toMatchObject({ traceCode: { usesLeft: 4, discardAt: null, usable: true } });
    const givenAt = new Date(Date.now() - 60_000);
    await line.must('recordDose', { data: { lot: 'V1', givenAt: givenAt.toISOString() } });
    expect(await told(api.b, api.siteB)).toMatchObject({ traceCode: { usesLeft: 4, discardAt: new Date(givenAt.getTime() + 1_800_000).toISOString(), usable: true } });
    await api.rows(`update package_openings set opened_at = opened_at - interval '30 minutes' where trace_code = $1`, [text]);
    expect(await told(api.b, api.siteB)).toMatchObject({ traceCode: { usesLeft: 4, usable: false, why: 'vial-past-discard-time' } });
    const next = await Line.open(api, { through: 'recordConsent', doses: [{ productId: 'je-l', doseNumber: 1 }] });
    const late = await next.send('verify', { data: { traceCode: text, productId: 'je-l', lot: 'V1' } });
    expect(late).toMatchObject({ status: 409, body: { code: 'vial-past-discard-time', params: { discardAt: new Date(givenAt.getTime()).toISOString() } } });
  });
});

it('says that it knows no such text, and never repeats it', async () => {
  const answer = await scan('今天天气很好');
  expect(answer).toMatchObject({ status: 422, body: { code: 'text-unknown', params: {} } });
  expect(JSON.stringify(answer.body)).not.toContain('天气');
});

it('needs no Idempotency-Key, since it only asks', async () => {
  const reply = await api.a.send('POST', path(), { body: { text: '84100400000000000001' } });
  expect(reply.status).toBe(200);
});

it('of another site is not found, as of an unknown one', async () => {
  for (const siteId of [api.siteB.siteId, newId()]) expect(await api.a.post(`/v1/sites/${siteId}/scans`, { text: 'v440123456' })).toMatchObject({ status: 404, body: { code: 'not-found' } });
});

it('leaves a row in the audit for what was read, and for a code that was refused', async () => {
  const { id } = await register(api.a);
  const { text } = await showCode(api.channelOf(id), id);
  await read(text);
  await scan(`${text.slice(0, -4)}AAAA`);
  const rows = await inScope<{ action: string; outcome: string; code: string | null }>(api.database.adminUrl, null, `select action, outcome, code from audit_rows where action in ('scan.read', 'health-code.check') order by id desc limit 2`);
  expect(rows).toEqual([
    { action: 'health-code.check', outcome: 'refused', code: 'code-invalid' },
    { action: 'scan.read', outcome: 'done', code: null },
  ]);
});
