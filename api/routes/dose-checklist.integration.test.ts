import type { DoseChecklist } from '../../contracts/dose-checklist.js';
import { newId } from '../../db/new-id.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs, type TestClient } from '../http-fixtures.js';
import { itemsOf, Line, traceCode } from '../line-fixtures.js';
import { newPerson } from '../people-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

const pathOf = (line: Line) => `${line.path}/doses/${line.plannedDoseId}/checklist`;
const checklistOf = (line: Line, client: TestClient = api.a) => getAs<DoseChecklist>(client, pathOf(line));
const with_ = (item: string, change: object) => itemsOf(api.policies, 'mmr').map((entry) => (entry.item === item ? { ...entry, ...change } : entry));

it('tells of each item what was checked, the scan as it was, what the package is, and who confirmed on either side, when and how', async () => {
  const line = await Line.open(api, { through: 'recordConsent' });
  const scanned = `]C0${traceCode()}\r\n`;
  const signed = { by: 'guardian', relation: 'mother', how: 'signature', at: '2026-11-24T01:00:00.000Z', signature: { how: 'screen', pictureBase64: 'aGFuZA==' } };
  await line.must('verify', { data: { traceCode: scanned, residentConfirmation: signed } });
  const told = await checklistOf(line);
  expect(told).toMatchObject({
    journeyId: line.journeyId, plannedDoseId: line.plannedDoseId, scan: scanned, resident: signed,
    actor: { kind: 'client', staffId: 'N-204' }, vaccinator: { staffId: 'N-204', station: 'vaccination', at: expect.any(String) },
    package: { traceCode: scanned.slice(3, -2), productId: 'mmr', name: '麻腮风减毒活疫苗', specification: '0.5mL', lot: 'L1', expiresOn: '2099-01-01' },
  });
  expect(told.items).toEqual(itemsOf(api.policies, 'mmr'));
});

it('is read by supervisors of the area and site leads, and by nobody else; each reading is audited', async () => {
  const line = await Line.open(api, { through: 'verify' });
  const lead = await api.signedIn({ roles: ['site-lead'], siteIds: [api.siteA.siteId] });
  const supervisor = await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' });
  for (const { client } of [lead, supervisor]) expect(await checklistOf(line, client)).toMatchObject({ vaccinator: { station: 'vaccination' } });
  const registrar = await api.signedIn({ roles: ['registrar'], siteIds: [api.siteA.siteId] });
  expect(await registrar.client.get(pathOf(line))).toMatchObject({ status: 403 });
  expect(await api.b.get(pathOf(line))).toMatchObject({ status: 404 });
  expect(await api.rows(`select 1 from audit_rows where action = 'checklist.read' and object_id = $1`, [line.journeyId])).toHaveLength(2);
});

it('is not there before a dose is verified, nor for a dose that nobody planned', async () => {
  const line = await Line.open(api, { through: 'recordConsent' });
  expect(await api.a.get(pathOf(line))).toMatchObject({ status: 404 });
  expect(await api.a.get(`${line.path}/doses/${newId()}/checklist`)).toMatchObject({ status: 404 });
});

it('takes a name and a birth date from a device as they are on record, and refuses others', async () => {
  const person = newPerson();
  const line = await Line.open(api, { through: 'recordConsent', person });
  const verify = (items: object) => line.send('verify', { data: { items } });
  expect(await verify(with_('name', { source: 'scan', value: '司马光' }))).toMatchObject({ status: 409, body: { code: 'checklist-item-differs', params: { item: 'name' } } });
  expect(await verify(with_('age', { source: 'archive', value: '1999-01-01' }))).toMatchObject({ status: 409, body: { code: 'checklist-item-differs', params: { item: 'age' } } });
  const read = with_('name', { source: 'scan', value: person.name }).map((entry) => (entry.item === 'age' ? { ...entry, source: 'archive', value: person.birthDate } : entry));
  expect(await verify(read)).toMatchObject({ status: 200 });
});
