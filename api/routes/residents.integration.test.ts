import type { DueDose } from '../../contracts/due-doses.js';
import type { Resident } from '../../contracts/residents.js';
import { newId } from '../../db/new-id.js';
import { TODAY } from '../../db/database-fixtures.js';
import { addDays } from '../../domain/time.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs, postAs } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';
import { newMother, newPerson, register, walkIn } from '../people-fixtures.js';

type DueDoses = { asOf: string; data: DueDose[] };

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

const lookUp = (client: typeof api.a, number: string) => postAs<{ residents: Resident[] }>(client, '/v1/residents/look-up', { identifier: { type: 'id-card', number } });

describe('registering a resident', () => {
  it('answers masked: enough to read back, not enough to use elsewhere', async () => {
    const person = newPerson();
    const number = person.identifiers[0]!.number;
    expect(await postAs(api.a, '/v1/residents', person)).toEqual({
      id: expect.any(String), name: '欧****', birthDate: person.birthDate, sex: 'female', phone: `139****${person.phone.slice(-4)}`, nationality: 'CN', guardian: null,
      identifiers: [{ type: 'id-card', number: `${number.slice(0, 4)}**********${number.slice(-4)}` }],
    });
  });

  it('takes a newborn without number or phone, once for a key though two requests come at once', async () => {
    const newborn = { ...newPerson({ birthDate: TODAY() }), identifiers: [], phone: null, guardian: newMother() };
    const answers = await Promise.all(Array.from({ length: 4 }, () => api.a.post('/v1/residents', newborn, 'newborn')));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
    expect(await api.rows(`select birth_date::text from residents where birth_date = $1`, [TODAY()])).toHaveLength(1);
  });

  it('gives the same answer to a repeat, and to two at once that carry the same number', async () => {
    const person = newPerson();
    const answers = await Promise.all([api.a.post('/v1/residents', person, 'r1'), api.a.post('/v1/residents', person, 'r1')]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const again = await api.a.post('/v1/residents', person, 'r1');
    expect([again.headers.get('idempotent-replay'), again.body]).toEqual(['true', answers[0]!.body]);
    expect(await api.a.post('/v1/residents', { ...person, sex: 'male' }, 'r1')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('refuses a number that somebody has, without saying who', async () => {
    const person = newPerson();
    await postAs(api.a, '/v1/residents', person);
    const taken = await api.b.post('/v1/residents', { ...newPerson(), birthDate: person.birthDate, identifiers: person.identifiers });
    expect(taken).toMatchObject({ status: 409, body: { code: 'identifier-taken', params: {} } });
  });

  it.each([
    { fact: 'a check digit', change: { identifiers: [{ type: 'id-card', number: '440199202406010022' }] }, field: 'identifiers.0.number', rule: 'check-digit' },
    { fact: 'a placeholder', change: { identifiers: [{ type: 'passport', number: '0000000' }] }, field: 'identifiers.0.number', rule: 'placeholder' },
    { fact: 'a phone', change: { phone: '020-83000000' }, field: 'phone', rule: 'not-a-mainland-mobile' },
    { fact: 'a birth date that differs from the number', change: { birthDate: '2001-01-01' }, field: 'birthDate', rule: 'differs from the ID number' },
    { fact: 'a birth tomorrow', change: { birthDate: addDays(TODAY(), 1), identifiers: [] }, field: 'birthDate', rule: 'in the future' },
    { fact: 'an unknown shape, with the one that is taken', change: { identifiers: [{ type: 'hk-macau-permit', number: 'X12345678' }] }, field: 'identifiers.0.number', rule: 'shape: H or M and 8 or 10 digits' },
    { fact: 'a document that nobody knows, with those that are taken', change: { identifiers: [{ type: 'library-card', number: '1' }] }, field: 'identifiers.0.type', rule: expect.stringContaining('taiwan-permit') as string },
    { fact: 'a passport without its country', change: { identifiers: [{ type: 'passport', number: 'E12345678' }] }, field: 'nationality', rule: 'required' },
    { fact: 'a Taiwan permit of a Chinese national', change: { identifiers: [{ type: 'taiwan-permit', number: '12345678' }], nationality: 'CN' }, field: 'nationality', rule: 'differs from the document' },
    { fact: 'a newborn without a mother', change: { identifiers: [] }, field: 'guardian', rule: expect.stringContaining('the mother is required') as string },
    { fact: 'a birth certificate with a father alone', change: { identifiers: [{ type: 'birth-certificate', number: 'V440123456' }], guardian: { ...newMother(), relation: 'father' } }, field: 'guardian.relation', rule: expect.stringContaining('the mother is required') as string },
    { fact: 'a mother’s number', change: { identifiers: [], guardian: { ...newMother(), document: { type: 'id-card', number: '440199202406010022' } } }, field: 'guardian.document.number', rule: 'check-digit' },
    { fact: 'a sex that is none', change: { sex: 'F' }, field: 'sex', rule: expect.stringContaining('one of') as string },
    { fact: 'a name of blanks', change: { name: '  ' }, field: 'name', rule: 'at least 1' },
  ])('names the field and the rule of $fact', async ({ change, field, rule }) => {
    expect(await api.a.post('/v1/residents', { ...newPerson(), ...change })).toMatchObject({ status: 422, body: { code: 'invalid-request', params: { fields: [{ field, rule }] } } });
  });

  it.each([
    { who: 'a passport holder', change: { identifiers: [{ type: 'passport', number: 'TK7654321' }], nationality: 'JP' }, nationality: 'JP' },
    { who: 'a Hong Kong resident', change: { identifiers: [{ type: 'hk-macau-permit', number: 'H76543210' }] }, nationality: 'HK' },
    { who: 'a Taiwan resident', change: { identifiers: [{ type: 'taiwan-permit', number: '76543210' }] }, nationality: 'TW' },
  ])('takes $who, and finds them by that document', async ({ change, nationality }) => {
    const { id } = await postAs<Resident>(api.a, '/v1/residents', { ...newPerson(), ...change });
    const { residents } = await postAs<{ residents: Resident[] }>(api.b, '/v1/residents/look-up', { identifier: change.identifiers[0] });
    expect(residents).toMatchObject([{ id, nationality, identifiers: [{ type: change.identifiers[0]!.type }] }]);
  });

  it.each([
    { change: { identifiers: [{ type: 'taiwan-permit', number: '65432109' }] }, shown: '65****09' },
    { change: { identifiers: [{ type: 'passport', number: 'AB123' }], nationality: 'JP' }, shown: 'A***3' },
    { change: { identifiers: [{ type: 'hk-macau-permit', number: 'M65432109' }] }, shown: 'M6*****09' },
  ])('never shows more than half of a short number: $shown', async ({ change, shown }) => {
    expect((await postAs<Resident>(api.a, '/v1/residents', { ...newPerson(), ...change })).identifiers[0]!.number).toBe(shown);
  });

  it('shows the guardian of a newborn masked', async () => {
    const guardian = newMother();
    const answer = await postAs<Resident>(api.a, '/v1/residents', newPerson({ birthDate: TODAY(), identifiers: [], guardian }));
    expect(answer.guardian).toEqual({ name: expect.stringMatching(/^欧\*+$/) as string, relation: 'mother', document: { type: 'id-card', number: expect.stringMatching(/^4401\*{10}/) as string } });
  });

  it('asks a client of several sites which one registers', async () => {
    const both = await api.register({ clientId: 'two-sites', kind: 'site-client', siteIds: [api.siteA.siteId, api.siteB.siteId], scopes: ['residents:write'] });
    expect(await both.post('/v1/residents', newPerson())).toMatchObject({ status: 422, body: { params: { fields: [{ field: 'siteId', rule: 'required for a client of several sites' }] } } });
    expect((await both.post('/v1/residents', { ...newPerson(), siteId: api.siteB.siteId })).status).toBe(201);
  });
});

describe('looking a resident up', () => {
  it('finds by number whoever registered, and opens the person to the site that asked', async () => {
    const person = newPerson();
    const { id } = await postAs<Resident>(api.a, '/v1/residents', person);
    expect((await api.b.get(`/v1/residents/${id}`)).status).toBe(404);
    expect((await lookUp(api.b, person.identifiers[0]!.number)).residents.map((found) => found.id)).toEqual([id]);
    expect((await api.b.get(`/v1/residents/${id}`)).status).toBe(200);
  });

  it('answers a miss as it answers a hit, with nobody in it', async () => {
    expect(await lookUp(api.a, newPerson().identifiers[0]!.number)).toEqual({ residents: [] });
  });

  it('takes a number in no address: there is no such operation', async () => {
    const number = newPerson().identifiers[0]!.number;
    expect((await api.a.get(`/v1/residents/${number}`)).status).toBe(404);
    expect((await api.a.get(`/v1/residents?number=${number}`)).status).toBe(405);
    expect(api.logged.join('')).not.toContain(number);
  });

  it('leaves a row in the audit, also of a miss', async () => {
    const count = async () => Number((await api.rows<{ count: string }>(`select count(*) from audit_rows where action = 'resident.look-up'`))[0]!.count);
    const before = await count();
    await lookUp(api.a, newPerson().identifiers[0]!.number);
    expect(await count()).toBe(before + 1);
  });
});

describe('a resident', () => {
  it('is read by a site that knows the person and by the channel of the person', async () => {
    const { id } = await register(api.a);
    expect((await getAs<Resident>(api.a, `/v1/residents/${id}`)).id).toBe(id);
    expect((await getAs<Resident>(api.channelOf(id), `/v1/residents/${id}`)).id).toBe(id);
  });

  it.each(['', '/archive', '/results', '/due-doses'])('is unknown to others at %s', async (path) => {
    const { id } = await register(api.a);
    const foreign = await api.b.get(`/v1/residents/${id}${path}`);
    const unknown = await api.b.get(`/v1/residents/${newId()}${path}`);
    expect([foreign.status, foreign.body.code]).toEqual([404, 'not-found']);
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
  });

  it('has an archive with both sides for each journey of today', async () => {
    const { residentId, journeyId } = await walkIn(api.a, api.siteA);
    expect(await getAs(api.a, `/v1/residents/${residentId}/archive`)).toEqual({
      residentId, version: 1, known: false,
      today: [{ journeyId, archive: { oursVersion: 1, theirsVersion: null, outcome: null, fields: {}, decision: null, settled: false } }],
    });
    expect((await api.channelOf(residentId).get(`/v1/residents/${residentId}/archive`)).status).toBe(403);
  });

  it('is told what is due and why, by the doses on record, to a site that knows the person and to the channel of the person', async () => {
    const { residentId: id } = await Line.open(api, { through: 'recordDose' });
    const told = await getAs<DueDoses>(api.a, `/v1/residents/${id}/due-doses`);
    expect(told.asOf).toBe(TODAY());
    expect(told.data.find(({ vaccine }) => vaccine === 'MMR')).toMatchObject({ status: 'not-yet', rule: 'minimum-interval', edition: '2021', earliestOn: addDays(TODAY(), 28), plans: [] });
    expect(told.data.find(({ vaccine }) => vaccine === 'HepB')).toMatchObject({ status: 'overdue', doseNumber: 1, plans: [{ productId: 'hepb-10', series: 'HepB', doseNumber: 1 }] });
    expect(await getAs<DueDoses>(api.channelOf(id), `/v1/residents/${id}/due-doses`)).toEqual(told);
    expect(await api.rows(`select actor->>'kind' as kind from audit_rows where action = 'resident.due-doses' and object_id = $1 order by id`, [id])).toHaveLength(2);
  });

  it('has no results before a dose', async () => {
    const { id } = await register(api.a);
    expect(await getAs(api.channelOf(id), `/v1/residents/${id}/results`)).toEqual({ data: [] });
  });
});
