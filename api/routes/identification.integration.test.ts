import { setTimeout as wait } from 'node:timers/promises';
import type { IdentifyData } from '../../contracts/journey-commands.js';
import type { Journey } from '../../contracts/journeys.js';
import { TODAY } from '../../db/database-fixtures.js';
import { newId } from '../../db/new-id.js';
import { toId } from '../../domain/ids.js';
import { addDays, instantAt, toInstant } from '../../domain/time.js';
import { createIssuer } from '../../issuer/create-issuer.js';
import { loadIssuerKeys, saveKeyRecords } from '../../issuer/key-file.js';
import { revoke } from '../../issuer/key-life.js';
import { KeyRecord } from '../../issuer/key.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs, postAs, type Reply } from '../http-fixtures.js';
import { newMother, newPerson, register, showCode, walkIn, type Person } from '../people-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  await api.rows(`insert into breakers (system, state) values ('registry-guangdong', 'open')`);
});
afterAll(() => api?.close());

type Standing = { person: Person; residentId: string; journeyId: string };

async function atTheDesk(overrides: Partial<Person> = {}, doses = [{ productId: 'hepb-10', doseNumber: 1 }]): Promise<Standing> {
  const person = newPerson(overrides);
  const residentId = (await register(api.a, person)).id;
  return { person, residentId, journeyId: (await walkIn(api.a, api.siteA, { residentId, doses })).journeyId };
}

const identify = ({ journeyId }: Standing, data: object, envelope: object = {}, key?: string): Promise<Reply> => api.a.post(`/v1/journeys/${journeyId}/commands`, { type: 'identify', data: { readBackMatches: true, ...data }, ...envelope }, key);
const identity = async ({ journeyId }: Standing) => {
  const { identifiedBy, identityProvisional, openCases } = await getAs<Journey>(api.a, `/v1/journeys/${journeyId}`);
  return { identifiedBy, identityProvisional, cases: openCases.map(({ kind }) => kind) };
};
const documentOf = ({ person }: Standing) => person.identifiers[0]!;
const reader = (standing: Standing, overrides: object = {}) => ({ by: 'document-reader', document: documentOf(standing), name: standing.person.name, ...overrides });
const otherPerson = { status: 409, body: { code: 'other-person', params: {} } };

describe('by a document', () => {
  it('read by a device identifies, whatever kind it is', async () => {
    for (const overrides of [
      {},
      { identifiers: [{ type: 'passport', number: 'e 8765-4321' }], nationality: 'CN' },
      { identifiers: [{ type: 'foreigner-card', number: 'KOR123456789012' }], nationality: 'KR' },
      { identifiers: [{ type: 'hk-macau-permit', number: 'm01234567' }] },
      { identifiers: [{ type: 'taiwan-permit', number: '1234567890A' }] },
      { identifiers: [{ type: 'residence-permit', number: '83000019900101008X' }], birthDate: '1990-01-01' as Person['birthDate'] },
    ]) {
      const standing = await atTheDesk(overrides, overrides.birthDate ? [{ productId: 'covid-i', doseNumber: 1 }] : undefined);
      expect(await identify(standing, reader(standing))).toMatchObject({ status: 200, body: { stage: 'identified', events: ['identified'], banners: [] } });
      expect(await identity(standing)).toEqual({ identifiedBy: 'document-reader', identityProvisional: null, cases: [] });
    }
  });

  it('of another name, another person or nobody is one and the same stop (A10, H1)', async () => {
    const [one, other] = [await atTheDesk(), await atTheDesk()];
    const { text } = await showCode(api.a, one.residentId);
    expect((await identify(one, { text })).status).toBe(200);
    const nobody = newPerson();
    for (const data of [reader(other), reader(one, { name: '欧阳侧试' }), reader(one, { document: nobody.identifiers[0], name: nobody.name })]) {
      const answer = await identify(one, data);
      expect(answer).toMatchObject(otherPerson);
      for (const { person } of [one, other]) expect(JSON.stringify(answer.body)).not.toMatch(new RegExp(`${person.name}|${person.identifiers[0]!.number}`));
    }
    expect(await identity(one)).toMatchObject({ identifiedBy: 'dynamic-code' });
    const refused = await api.rows<{ code: string }>(`select code from audit_rows where object_id = $1 and outcome = 'refused'`, [one.journeyId]);
    expect(refused.map(({ code }) => code)).toEqual(Array(3).fill('other-person'));
  });

  it('that does not match what was read back is the same stop', async () => {
    const standing = await atTheDesk();
    expect(await identify(standing, reader(standing, { readBackMatches: false }))).toMatchObject(otherPerson);
  });

  it('whose number was typed needs a reason, which is kept as a note', async () => {
    const standing = await atTheDesk();
    const typed = { by: 'typed-number', document: documentOf(standing) };
    expect(await identify(standing, typed)).toMatchObject({ status: 422, body: { code: 'reason-required', params: { action: 'typed-number' } } });
    expect(await identify(standing, typed, { reason: '读卡器故障' })).toMatchObject({ status: 200 });
    expect(await identity(standing)).toMatchObject({ identifiedBy: 'typed-number', identityProvisional: null });
    expect(await api.rows('select purpose from notes where resident_id = $1', [standing.residentId])).toEqual([{ purpose: 'reason' }]);
  });

  it.each([
    { fact: 'a check digit', data: { by: 'document-reader', name: '某', document: { type: 'id-card', number: '440199202406010021' } }, field: 'data.document.number', rule: 'check-digit' },
    { fact: 'another shape', data: { by: 'typed-number', document: { type: 'taiwan-permit', number: 'X1' } }, field: 'data.document.number', rule: 'shape: 8 digits, or 10 digits with or without a letter' },
    { fact: 'a number of no archive', data: { by: 'certificate', text: 'V440123456' }, field: 'data.text', rule: 'shape: 18 digits' },
    { fact: 'an empty number', data: { by: 'birth-certificate', number: ' ', mother: { type: 'passport', number: 'E12345678' } }, field: 'data.number', rule: 'empty' },
    { fact: 'a mother without a number', data: { by: 'birth-certificate', number: null, mother: { type: 'id-card', number: '无' } }, field: 'data.mother.number', rule: 'placeholder' },
    { fact: 'a kind that is no document', data: { by: 'typed-number', document: { type: 'birth-certificate', number: 'V440123456' } }, field: 'data.document.type', rule: expect.stringContaining('one of id-card, residence-permit') as string },
  ])('with $fact is refused by field and rule', async ({ data, field, rule }) => {
    expect(await identify(await atTheDesk(), data, { reason: '读卡器故障' })).toMatchObject({ status: 422, body: { code: 'invalid-request', params: { fields: [{ field, rule }] } } });
  });

  it('answers a repeat with its first answer, and keeps the number out of the log', async () => {
    const standing = await atTheDesk();
    const first = await identify(standing, reader(standing), {}, 'shown-once');
    const again = await identify(standing, reader(standing), {}, 'shown-once');
    expect([again.status, again.headers.get('idempotent-replay'), again.body]).toEqual([200, 'true', first.body]);
    const stored = await api.rows<{ text: string }>('select e.data::text || j.state::text as text from journey_events e join journeys j on j.id = e.journey_id where j.id = $1', [standing.journeyId]);
    for (const personal of [standing.person.name, documentOf(standing).number]) expect(api.logged.join('') + JSON.stringify(stored)).not.toContain(personal);
  });
});

describe('a newborn', () => {
  it('is identified by birth certificate and mother, and by neither alone', async () => {
    const guardian = newMother();
    const standing = await atTheDesk({ birthDate: TODAY(), identifiers: [{ type: 'birth-certificate', number: 'V440600001' }], guardian });
    const both = { by: 'birth-certificate', number: 'v440600001', mother: guardian.document };
    expect(await identify(standing, { ...both, mother: newMother().document })).toMatchObject(otherPerson);
    expect(await identify(standing, { ...both, number: null })).toMatchObject(otherPerson);
    expect(await identify(standing, both)).toMatchObject({ status: 200 });
    expect(await identity(standing)).toMatchObject({ identifiedBy: 'birth-certificate', identityProvisional: null });
  });

  it('without a certificate is identified by the mother, for the time being', async () => {
    const guardian = newMother();
    const standing = await atTheDesk({ birthDate: TODAY(), identifiers: [], guardian });
    expect(await identify(standing, { by: 'birth-certificate', number: null, mother: guardian.document })).toMatchObject({ status: 200 });
    expect(await identity(standing)).toMatchObject({ identityProvisional: { why: 'without-number', overdue: false, settleBy: expect.stringMatching(/Z$/) as string } });
  });
});

describe('a temporary code', () => {
  it('identifies for the time being, until a formal one or a document does', async () => {
    const standing = await atTheDesk();
    const issue = (attribute: string) => postAs(api.a, `/v1/residents/${standing.residentId}/health-codes`, { attribute });
    expect(await issue('temporary')).toMatchObject({ attribute: 'temporary' });
    const { text } = await mintedFor(standing);
    expect(await identify(standing, { text })).toMatchObject({ status: 200 });
    expect(await identity(standing)).toMatchObject({ identifiedBy: 'dynamic-code', identityProvisional: { why: 'temporary-code' }, cases: [] });
    expect(await issue('formal')).toMatchObject({ attribute: 'formal' });
    expect(await issue('temporary')).toMatchObject({ attribute: 'formal' });
    expect(await identify(standing, { text: (await mintedFor(standing)).text })).toMatchObject({ status: 200 });
    expect(await identity(standing)).toMatchObject({ identityProvisional: null });
  });
});

/** A text as our issuer made it for this resident some seconds ago. */
async function mintedFor({ residentId }: Standing, secondsAgo = 0) {
  const [code] = await api.rows<{ id: string }>('select id from health_codes where resident_id = $1', [residentId]);
  const healthCodeId = code?.id ?? (await showCode(api.a, residentId)).healthCodeId;
  const keys = await loadIssuerKeys(api.settings['ISSUER_KEYS_FILE'] ?? '');
  const minted = await createIssuer({ keys: () => keys, clockSkewMs: 0 }).mint({ kind: 'dynamic', healthCodeId: toId(healthCodeId), version: 1, now: toInstant(Date.now() - secondsAgo * 1_000), validMs: 60_000 });
  return { ...minted, healthCodeId };
}

const claimed = (text: string, secondsAgo = 70): IdentifyData => ({ by: 'offline-code', text, checkedAt: new Date(Date.now() - secondsAgo * 1_000).toISOString(), readBackMatches: true });

describe('a code that a device checked while it was cut off', () => {
  it('identifies for the time being though it has expired since, and is used up', async () => {
    const standing = await atTheDesk();
    const { text } = await mintedFor(standing, 75);
    expect(await identify(standing, { text })).toMatchObject({ status: 422, body: { code: 'code-expired' } });
    expect(await identify(standing, claimed(text))).toMatchObject({ status: 200, body: { events: ['identified'] } });
    expect(await identity(standing)).toMatchObject({ identifiedBy: 'offline-code', identityProvisional: { why: 'checked-offline' }, cases: [] });
    expect(await api.rows(`select purpose from evidence where resident_id = $1 and purpose <> 'identity-attested'`, [standing.residentId])).toEqual([{ purpose: 'identify' }]);
    const second = { ...standing, journeyId: (await walkIn(api.a, api.siteA, { residentId: standing.residentId, doses: [{ productId: 'ipv', doseNumber: 1 }] })).journeyId };
    expect(await identify(second, claimed(text))).toMatchObject({ status: 200, body: { events: ['identified', 'identityOverdue', 'caseOpened'] } });
    expect(await identity(second)).toMatchObject({ identityProvisional: { why: 'code-replayed', overdue: true }, cases: ['provisional-identity-overdue'] });
  });

  it('that was suspended meanwhile is a case at once', async () => {
    const standing = await atTheDesk();
    const { text, healthCodeId } = await mintedFor(standing, 75);
    await postAs(api.operator, `/v1/health-codes/${healthCodeId}/suspend`, { reason: '居民报告手机遗失' });
    expect(await identify(standing, claimed(text))).toMatchObject({ status: 200 });
    expect(await identity(standing)).toMatchObject({ identityProvisional: { why: 'code-suspended', overdue: true }, cases: ['provisional-identity-overdue'] });
  });

  it('is refused when it is forged, another’s, or was not good when the device says it saw it', async () => {
    const standing = await atTheDesk();
    const { text } = await mintedFor(standing, 75);
    const theirs = await mintedFor(await atTheDesk(), 75);
    const yesterday = { ...claimed(text), checkedAt: new Date(instantAt(addDays(TODAY(), -1), '09:00')).toISOString() };
    for (const [data, status, code] of [
      [claimed(`${text.slice(0, -4)}AAAA`), 422, 'code-invalid'], [claimed(theirs.text), 409, 'other-person'], [claimed(text, 5), 422, 'code-expired'], [claimed(text, 100), 422, 'code-invalid'],
      [yesterday, 422, 'code-invalid'], [claimed((await mintedFor(standing)).text, -20), 422, 'time-in-future'], [claimed('你好'), 422, 'text-unknown'],
    ] as const) expect(await identify(standing, data)).toMatchObject({ status, body: { code } });
    expect(await identity(standing)).toEqual({ identifiedBy: null, identityProvisional: null, cases: [] });
  });

  it('by a key that was revoked meanwhile is a case at once (A6), while the same code shown here is refused', async () => {
    const standing = await atTheDesk();
    const { text } = await mintedFor(standing, 75);
    const fresh = await mintedFor(standing);
    const file = api.settings['ISSUER_KEYS_FILE'] ?? '';
    const records = (await loadIssuerKeys(file)).map(({ verifyingKey: _verifying, signingKey: _signing, ...record }) => KeyRecord.parse(record));
    const dynamic = records.find(({ purpose }) => purpose === 'dynamic')!;
    await saveKeyRecords(file, revoke(records, dynamic.kid, toInstant(Date.now())));
    for (const until = Date.now() + 30_000; (await identify(standing, { text: fresh.text, readBackMatches: false })).body.code !== 'code-invalid'; await wait(500)) expect(Date.now()).toBeLessThan(until);
    expect(await identify(standing, claimed(text), {}, newId())).toMatchObject({ status: 200 });
    expect(await identity(standing)).toMatchObject({ identityProvisional: { why: 'key-revoked', overdue: true }, cases: ['provisional-identity-overdue'] });
  });
});
