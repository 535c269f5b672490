import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ResidentInClear, ResidentLook, ResidentRecord } from '../../contracts/resident-records.js';
import type { Resident } from '../../contracts/residents.js';
import { toId } from '../../domain/ids.js';
import { ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs, postAs, type TestClient } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';
import { finds } from '../notice-fixtures.js';
import { newMother, newPerson, register, showCode } from '../people-fixtures.js';

let api: ApiUnderTest;
let registrar: SignedIn;
let supervisor: SignedIn;
let far: TestClient;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  await api.rows(`insert into breakers (system, state) values ('registry-guangdong', 'open')`);
  registrar = await api.signedIn({ roles: ['registrar'], siteIds: [api.siteA.siteId] });
  supervisor = await api.signedIn({ roles: ['district-supervisor'], areaCode: '440103' });
  far = (await api.signedIn({ roles: ['city-supervisor'], areaCode: '440300' })).client;
});
afterAll(() => api?.close());

const recordOf = (id: string, client = supervisor.client) => getAs<ResidentRecord>(client, `/v1/residents/${id}/record`);
const lookUp = async (client: TestClient, identifier: object) => (await postAs<{ residents: Resident[] }>(client, '/v1/residents/look-up', { identifier })).residents.map(({ id }) => id);
const auditOf = (id: string, action: string) => api.rows<{ actor: object; params: object }>('select actor, params from audit_rows where object_id = $1 and action = $2 order by id', [id, action]);

describe('a supervisor', () => {
  it('finds by a number whom the sites of the area know, which opens nothing to anybody', async () => {
    const person = newPerson();
    const { id } = await register(api.a, person);
    const born = await register(api.a, { identifiers: [{ type: 'birth-certificate', number: 'V440765432' }], guardian: newMother() });
    const before = await api.rows('select * from resident_access order by resident_id, site_id');
    expect(await lookUp(supervisor.client, person.identifiers[0]!)).toEqual([id]);
    expect(await lookUp(supervisor.client, { type: 'birth-certificate', number: 'V440765432' })).toEqual([born.id]);
    expect(await lookUp(supervisor.client, { type: 'archive-number', number: '440199000000000001' })).toEqual([]);
    expect(await lookUp(far, person.identifiers[0]!)).toEqual([]);
    expect(await api.rows('select * from resident_access order by resident_id, site_id')).toEqual(before);
    expect(await auditOf(id, 'resident.look-up')).toHaveLength(2);
  });

  it('reads nothing of a resident of another area, however the address is known', async () => {
    const { id } = await register(api.a);
    for (const path of ['', '/record', '/looks']) expect(await far.get(`/v1/residents/${id}${path}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await far.post(`/v1/residents/${id}/reveal`, { reason: 'decide-case' })).toMatchObject({ status: 404 });
    expect(await supervisor.client.get(`/v1/residents/${id}`)).toMatchObject({ status: 200 });
  });

  it('reads a resident no more when the access of the sites has run out', async () => {
    const { id } = await register(api.a);
    await api.rows(`update resident_access set until = now() where resident_id = $1`, [id]);
    for (const { client } of [supervisor, registrar]) expect(await client.get(`/v1/residents/${id}/record`)).toMatchObject({ status: 404 });
  });
});

describe('the record of a resident', () => {
  it('has doses with where they stand at the registry and until when, code, check and journeys, and nobody’s name', async () => {
    const line = await Line.open(api, { through: 'recordDose' });
    const { healthCodeId } = await showCode(api.a, line.residentId);
    const record = await recordOf(line.residentId);
    expect(record).toMatchObject({
      archive: { state: 'provisional', archiveNo: null }, healthCode: { id: healthCodeId, status: 'normal' }, identityCheck: { status: 'verified', verified: { by: 'staff' } }, journeys: [{ id: line.journeyId, stage: 'observing' }],
      doses: [{ plannedDoseId: line.plannedDoseId, lot: 'L1', siteId: api.siteA.siteId, registryState: 'recorded', uploadDueAt: expect.any(String) }],
    });
    const left = Date.parse(record.doses[0]!.uploadDueAt!) - Date.parse(record.doses[0]!.givenAt!);
    expect(left).toBe(24 * 3_600_000);
    expect(JSON.stringify(record)).not.toMatch(/欧|139\d{8}/);
    await finds(api, line, () => ({ type: 'uploaded', data: { plannedDoseId: toId(line.plannedDoseId), contentVersion: 1 } }));
    expect((await recordOf(line.residentId, registrar.client)).doses).toMatchObject([{ registryState: 'confirmed', uploadDueAt: null }]);
    expect(await auditOf(line.residentId, 'resident.read-record')).toHaveLength(2);
  });

  it('says of a dose without a checklist that nobody can verify it', async () => {
    const line = await Line.open(api, { through: 'identify' });
    await line.must('reportUnverifiedDose');
    expect((await recordOf(line.residentId)).doses).toMatchObject([{ registryState: 'cannot-verify' }]);
  });

  it('says where each field is from, and who vouches for it', async () => {
    const line = await Line.open(api, { through: 'identify' });
    await finds(api, line, ({ lookUp: asked }) => ({ type: 'foundArchive', data: { askedVersion: asked!.askedVersion, outcome: 'self-declared-differs', registryVersion: 'v7', fields: { phone: 'differs' }, evidenceId: null } }));
    const origins = async () => Object.fromEntries((await recordOf(line.residentId)).origins.map(({ field, source, authority, siteId }) => [field, { source, authority, siteId }]));
    const registered = { source: 'registration', authority: 'staff', siteId: null };
    expect(await origins()).toEqual({ name: registered, sex: registered, birthDate: registered, identifier: registered, phone: { ...registered, authority: 'resident' } });
    await line.must('confirmArchive', { data: { theirsVersion: 'v7', historyFrom: 'registry', take: { phone: 'theirs' } } });
    await finds(api, line, ({ fields }) => ({ type: 'broughtTogether', data: { contentVersion: fields!.contentVersion, registryVersion: 'v8' } }));
    expect(await origins()).toMatchObject({ name: registered, phone: { source: 'registry', authority: 'resident', siteId: api.siteA.siteId } });
  });
});

describe('seeing a resident in the clear', () => {
  it('needs a reason of the list, gives what is kept, and stands in the audit before', async () => {
    const person = newPerson();
    const { id } = await register(api.a, person);
    for (const body of [{}, { reason: '好奇' }]) expect(await supervisor.client.post(`/v1/residents/${id}/reveal`, body)).toMatchObject({ status: 422, body: { code: 'invalid-request' } });
    expect(await auditOf(id, 'resident.reveal')).toEqual([]);
    const shown = await postAs<ResidentInClear>(supervisor.client, `/v1/residents/${id}/reveal`, { reason: 'call-resident' });
    expect(shown).toMatchObject({ id, name: person.name, phone: person.phone, identifiers: person.identifiers, birthDate: person.birthDate });
    expect(await auditOf(id, 'resident.reveal')).toEqual([{ actor: { kind: 'person', personId: supervisor.personId }, params: { reason: 'call-resident' } }]);
    expect(JSON.stringify(await getAs(supervisor.client, `/v1/residents/${id}`))).not.toContain(person.name);
  });

  it('is told to supervisors with whoever else looked, the newest first and a page at a time', async () => {
    const { id } = await register(api.a);
    await registrar.client.get(`/v1/residents/${id}`);
    await registrar.client.post(`/v1/residents/${id}/reveal`, { reason: 'compare-with-document' });
    const looks = (query: string) => getAs<{ data: ResidentLook[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }>(supervisor.client, `/v1/residents/${id}/looks?${query}`);
    const first = await looks('first=1');
    expect(first).toMatchObject({ data: [{ action: 'resident.reveal', reason: 'compare-with-document', actor: { kind: 'person', personId: registrar.personId } }], pageInfo: { hasNextPage: true } });
    expect((await looks(`first=50&after=${first.pageInfo.endCursor}`)).data.map(({ action }) => action)).toContain('resident.read');
    expect((await looks('')).data[0]).toMatchObject({ action: 'resident.list-looks', actor: { personId: supervisor.personId }, reason: null });
    expect(await supervisor.client.get(`/v1/residents/${id}/looks?after=eyJh`)).toMatchObject({ status: 422, body: { code: 'list-not-offered' } });
    expect(await registrar.client.get(`/v1/residents/${id}/looks`)).toMatchObject({ status: 403, body: { code: 'not-for-this-role' } });
  });
});
