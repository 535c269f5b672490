import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Guardian } from '../domain/identity/guardian.js';
import type { Identifier } from '../domain/identity/identifier.js';
import type { Identification } from '../domain/journey/commands.js';
import type { ResidentId } from '../domain/ids.js';
import { toInstant } from '../domain/time.js';
import { TODAY } from './database-fixtures.js';
import { Visit } from './door-fixtures.js';
import type { AskedHolder, SubmitResult } from './door/submission.js';
import { newId } from './new-id.js';
import type { NewResident } from './resident-store.js';
import { Stores } from './stores-fixtures.js';

let stores: Stores;
beforeAll(async () => {
  stores = await Stores.create(process.env.TEST_ADMIN_URL);
});
afterAll(() => stores.close());

let drawn = 0;
const passport = (): Identifier => ({ type: 'passport', number: `H${String((drawn += 1)).padStart(8, '0')}` });
const mother = (): Guardian => ({ name: '欧阳母亲', relation: 'mother', document: passport() });

async function register(who: Partial<NewResident>): Promise<ResidentId> {
  const person: NewResident = { name: '买买提·艾力', phone: null, sex: 'female', birthDate: TODAY(), identifiers: [passport()], ...who };
  const registered = await stores.residents.register(stores.here, { ...person, site: stores.clinic.siteId, until: toInstant(Date.now() + 86_400_000) });
  if (!registered.ok) throw new Error('taken');
  return registered.residentId;
}

/** A walk-in of this resident, to whom something is shown. */
async function shows(residentId: ResidentId, holder: AskedHolder, identification: Identification = { means: 'document-reader' }): Promise<SubmitResult> {
  const visit = new Visit(stores.open.door, stores.clinic, residentId, 'hepb-10');
  await visit.done(visit.walkIn());
  return visit.submit({ type: 'identify', data: { ...identification, readBackMatches: true } }, { ask: { holder } });
}

const otherPerson = { kind: 'refused', refusal: { code: 'other-person' } };
const identified = (means: string, provisional: object | null = null) => ({ kind: 'committed', state: { identified: { means, provisional } } });

describe('whose a document is', () => {
  it('is found by number, in one spelling of the name', async () => {
    const identifier = passport();
    const residentId = await register({ identifiers: [identifier] });
    expect(await shows(residentId, { identifier, name: '买买提・艾力' })).toMatchObject(identified('document-reader'));
    expect(await shows(residentId, { identifier, name: '买买提·艾立' })).toMatchObject(otherPerson);
  });

  it('of somebody else and of nobody is the same answer', async () => {
    const theirs = passport();
    await register({ identifiers: [theirs] });
    const residentId = await register({});
    for (const identifier of [theirs, passport()]) expect(await shows(residentId, { identifier })).toMatchObject(otherPerson);
  });

  it('takes two statements, with number and name in neither', async () => {
    const identifier = passport();
    const residentId = await register({ identifiers: [identifier] });
    const before = stores.open.pool.counts();
    await shows(residentId, { identifier, name: '买买提·艾力' });
    const sent = [...stores.open.pool.counts()].map(([name, count]) => [name, count - (before.get(name) ?? 0)]).filter(([, count]) => count !== 0);
    expect(Object.fromEntries(sent)).toEqual({ read_with_site_v1: 1, read_with_holder_v1: 1, append_v1: 2 });
  });
});

describe('a newborn without a number', () => {
  it('is told by its birth certificate and the document of its mother, and not by one of them', async () => {
    const [identifier, guardian]: [Identifier, Guardian] = [{ type: 'birth-certificate', number: 'V440500001' }, mother()];
    const residentId = await register({ identifiers: [identifier], guardian });
    const by = { means: 'birth-certificate' } as const;
    expect(await shows(residentId, { identifier, mother: guardian.document }, by)).toMatchObject(identified('birth-certificate'));
    expect(await shows(residentId, { identifier, mother: mother().document }, by)).toMatchObject(otherPerson);
    expect(await shows(residentId, { identifier: { type: 'birth-certificate', number: 'V440500009' }, mother: guardian.document }, by)).toMatchObject(otherPerson);
  });

  it('and without a certificate by its mother alone, for the time being: an empty number is not a key', async () => {
    const guardian = mother();
    const residentId = await register({ identifiers: [], guardian });
    const by = { means: 'birth-certificate' } as const;
    expect(await shows(residentId, { identifier: null, mother: guardian.document }, by)).toMatchObject(identified('birth-certificate', { why: 'without-number', overdue: false }));
    expect(await shows(residentId, { identifier: null, mother: mother().document }, by)).toMatchObject(otherPerson);
    expect(await shows(residentId, { identifier: null }, by)).toMatchObject(otherPerson);
  });

  it('that has got a number is not told by its mother alone any more', async () => {
    const guardian = mother();
    const residentId = await register({ guardian });
    expect(await shows(residentId, { identifier: null, mother: guardian.document }, { means: 'birth-certificate' })).toMatchObject(otherPerson);
  });

  it('has its guardian encrypted, and known where the child is known', async () => {
    const guardian = mother();
    const residentId = await register({ identifiers: [], guardian });
    expect(await stores.residents.get(stores.here, residentId)).toMatchObject({ guardian });
    const [row] = await stores.admin('select name_enc || document_enc as sealed from resident_guardians where resident_id = $1', [residentId]);
    for (const clear of [guardian.name, guardian.document.number]) expect((row?.sealed as Buffer).includes(Buffer.from(clear))).toBe(false);
    expect(await stores.admin('select document_indexes::text as text from resident_guardians where resident_id = $1', [residentId])).not.toEqual([{ text: expect.stringContaining(guardian.document.number) }]);
  });
});

describe('the number of an archive', () => {
  it('that the registry tells is one of the resident from then on, and one that somebody has stays theirs', async () => {
    const archiveNo = '440103202600000077';
    const by = { means: 'certificate' } as const;
    const tell = async (residentId: ResidentId) => {
      const visit = new Visit(stores.open.door, stores.clinic, residentId, 'hepb-10');
      const { state } = await visit.done(visit.walkIn());
      const found = { type: 'foundArchive' as const, data: { askedVersion: state.lookUp?.askedVersion ?? 0, outcome: 'same' as const, registryVersion: '1', fields: {}, evidenceId: null } };
      expect(await visit.find(found, 'look-up', { rows: { registry: 'registry-guangdong', archiveNo } })).toMatchObject({ kind: 'committed' });
    };
    const [first, second] = [await register({}), await register({})];
    const identifier: Identifier = { type: 'archive-number', number: archiveNo };
    expect(await shows(first, { identifier }, by)).toMatchObject(otherPerson);
    await tell(first);
    await tell(second);
    expect(await shows(first, { identifier }, by)).toMatchObject(identified('certificate'));
    expect(await shows(second, { identifier }, by)).toMatchObject(otherPerson);
    expect(await stores.residents.get(stores.here, first)).toMatchObject({ identifiers: expect.arrayContaining([identifier]) });
  });
});

describe('a code that was shown while we were away', () => {
  it('and was used by the time its second showing is recorded is a case, and not lost to a race', async () => {
    const residentId = await register({});
    const codeId = newId();
    await stores.admin('insert into health_codes (id, resident_id) values ($1, $2)', [codeId, residentId]);
    const shown = (jti: string): Identification => ({
      means: 'offline-code', healthCodeId: codeId, codeVersion: 1, jti, keyRevoked: false, evidenceId: newId(), checkedAt: toInstant(Date.now() - 2_000), expiresAt: toInstant(Date.now() - 1_000),
    });
    const jti = newId();
    const at = async () => {
      const visit = new Visit(stores.open.door, stores.clinic, residentId, 'hepb-10');
      await visit.done(visit.walkIn());
      return visit.submit({ type: 'identify', data: { ...shown(jti), readBackMatches: true } });
    };
    const visits = await Promise.all([at(), at()]);
    const reasons = visits.map((result) => (result.kind === 'committed' ? result.state.identified?.provisional?.why : result.kind)).sort();
    expect(reasons).toEqual(['checked-offline', 'code-replayed']);
    expect(await stores.admin(`select kind from cases where resident_id = $1`, [residentId])).toEqual([{ kind: 'provisional-identity-overdue' }]);
  });
});
