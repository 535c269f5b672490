import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toId } from '../domain/ids.js';
import { toInstant, toLocalDate } from '../domain/time.js';
import { testBlindIndex } from './database-fixtures.js';
import { FieldCipherError } from './field-cipher.js';
import { newId } from './new-id.js';
import type { NewResident } from './resident-store.js';
import { Stores } from './stores-fixtures.js';

let stores: Stores;

beforeAll(async () => {
  stores = await Stores.create(process.env.TEST_ADMIN_URL);
});

afterAll(() => stores.close());

const until = () => toInstant(Date.now() + 86_400_000);

let numbers = 0;
const person = (overrides: Partial<NewResident> = {}): NewResident => ({
  name: '欧阳·测试', phone: '13900000000', sex: 'female', birthDate: toLocalDate('2024-06-01'),
  identifiers: [{ type: 'passport', number: `T${String((numbers += 1)).padStart(8, '0')}` }], ...overrides,
});
const register = (who: NewResident) => stores.residents.register(stores.here, { ...who, site: stores.clinic.siteId, until: until() });

describe('residents', () => {
  it('are stored encrypted and come back in clear text to a site that knows them', async () => {
    const who = person();
    const registered = await register(who);
    expect(await stores.residents.get(stores.here, registered.ok ? registered.residentId : toId(newId()))).toMatchObject({ ...who, nationality: 'CN' });
    const [row] = await stores.admin('select name_enc, phone_enc from residents where id = $1', [registered.ok && registered.residentId]);
    expect([row?.name_enc, row?.phone_enc].some((sealed) => String(sealed).includes('欧阳') || String(sealed).includes('139'))).toBe(false);
  });

  it('are found by number from anywhere and known only where access was given', async () => {
    const who = person();
    const registered = await register(who);
    if (!registered.ok) throw new Error('taken');
    const { residentId } = registered;
    expect(await stores.residents.find(stores.there, who.identifiers[0]!)).toBe(residentId);
    expect(await stores.residents.get(stores.there, residentId)).toBeNull();
    await stores.residents.grantAccess(stores.there, { residentId, site: stores.other.siteId, until: until(), why: 'look-up' });
    expect(await stores.residents.get(stores.there, residentId)).toMatchObject({ residentId });
    await stores.admin(`update resident_access set until = now() - interval '1 second' where resident_id = $1 and site_id = $2`, [residentId, stores.other.siteId]);
    expect(await stores.residents.get(stores.there, residentId)).toBeNull();
    expect(await stores.residents.find(stores.there, { type: 'passport', number: 'NOBODY1' })).toBeNull();
  });

  it('of one number are one, also when two desks register at once', async () => {
    const who = person();
    const both = await Promise.all([register(who), register(who), register(who)]);
    const made = both.filter((result) => result.ok);
    expect(made).toHaveLength(1);
    expect(both.filter((result) => !result.ok).map((result) => !result.ok && result.taken)).toEqual(Array(2).fill(made[0]?.ok && made[0].residentId));
    expect(await stores.admin('select count(*)::int as n from resident_identifiers where blind_index = $1', [testBlindIndex.of('identifier|passport', who.identifiers[0]!.number)[0]!.index])).toEqual([{ n: 1 }]);
  });

  it('without a number are as many as there are', async () => {
    const [one, two] = [await register(person({ identifiers: [], phone: null })), await register(person({ identifiers: [], phone: null }))];
    expect([one.ok, two.ok]).toEqual([true, true]);
  });

  it('register through a channel without a site, and change their phone', async () => {
    const registered = await stores.residents.register({ open: true }, { ...person(), site: null, until: until() });
    if (!registered.ok) throw new Error('taken');
    const { residentId } = registered;
    expect(await stores.residents.setPhone({ resident: residentId }, residentId, null)).toBe(true);
    expect(await stores.residents.get({ resident: residentId }, residentId)).toMatchObject({ phone: null });
    expect(await stores.residents.setPhone(stores.here, residentId, '13900000001')).toBe(false);
  });

  it('whose columns were swapped do not open, and that is audited (A35)', async () => {
    const [a, b] = [await register(person()), await register(person())];
    if (!a.ok || !b.ok) throw new Error('taken');
    await stores.admin('update residents set name_enc = (select name_enc from residents where id = $1) where id = $2', [a.residentId, b.residentId]);
    const error: unknown = await stores.residents.get(stores.here, b.residentId).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FieldCipherError);
    expect(String(error)).not.toContain('欧阳');
    expect(await stores.admin('select action, object_kind, outcome, code from audit_rows where object_id = $1', [b.residentId])).toEqual([
      { action: 'field.decrypt', object_kind: 'residents.name_enc', outcome: 'failed', code: 'not-authentic' },
    ]);
  });
});
