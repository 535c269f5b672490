import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { createFieldCipher, FieldCipherError, type FieldPlace } from './field-cipher.js';
import { createKeyRing } from './key-ring.js';

const oldKey = ['k1', randomBytes(32)] as const;
const newKey = ['k2', randomBytes(32)] as const;
const cipher = createFieldCipher(createKeyRing([oldKey]));
const rotated = createFieldCipher(createKeyRing([newKey, oldKey]));

const place: fc.Arbitrary<FieldPlace> = fc.record({ table: fc.constantFrom('residents', 'notes'), column: fc.constantFrom('name_enc', 'phone_enc'), rowId: fc.uuid() });

it('opens what it sealed, in the same place', () => {
  fc.assert(fc.property(place, fc.string({ unit: 'grapheme' }), (where, text) => cipher.decrypt(where, cipher.encrypt(where, text)) === text));
});

it('never seals the same text the same way twice', () => {
  fc.assert(fc.property(place, fc.string(), (where, text) => !cipher.encrypt(where, text).equals(cipher.encrypt(where, text))));
});

it('does not open a value in another place', () => {
  fc.assert(
    fc.property(place, place, fc.string(), (here, there, text) => {
      fc.pre(JSON.stringify(here) !== JSON.stringify(there));
      expect(() => cipher.decrypt(there, cipher.encrypt(here, text))).toThrow(FieldCipherError);
    }),
  );
});

it('does not open a value with any bit turned', () => {
  fc.assert(
    fc.property(place, fc.string(), fc.nat(), fc.integer({ min: 0, max: 7 }), (where, text, at, bit) => {
      const sealed = cipher.encrypt(where, text);
      const index = at % sealed.length;
      sealed[index] = (sealed[index] ?? 0) ^ (1 << bit);
      expect(() => cipher.decrypt(where, sealed)).toThrow(FieldCipherError);
    }),
  );
});

it('does not open a value cut short', () => {
  fc.assert(
    fc.property(place, fc.string(), fc.nat(), (where, text, keep) => {
      const sealed = cipher.encrypt(where, text);
      expect(() => cipher.decrypt(where, sealed.subarray(0, keep % sealed.length))).toThrow(FieldCipherError);
    }),
  );
});

it('opens old values after a rotation and knows which to write again', () => {
  fc.assert(
    fc.property(place, fc.string(), (where, text) => {
      const before = cipher.encrypt(where, text);
      const after = rotated.encrypt(where, text);
      expect([rotated.decrypt(where, before), rotated.isStale(before)]).toEqual([text, true]);
      expect([rotated.decrypt(where, after), rotated.isStale(after)]).toEqual([text, false]);
      expect(() => cipher.decrypt(where, after)).toThrow(/unknown-key/);
    }),
  );
});

it('names the place and never the content in its error', () => {
  const where = { table: 'residents', column: 'name_enc', rowId: '1' };
  const sealed = cipher.encrypt(where, '张三');
  expect(() => cipher.decrypt({ ...where, rowId: '2' }, sealed)).toThrow(/^residents\.name_enc cannot be decrypted: not-authentic$/);
});
