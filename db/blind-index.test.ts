import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { createBlindIndex, identifierIndex } from './blind-index.js';
import { createKeyRing } from './key-ring.js';

const oldKey = ['b1', randomBytes(32)] as const;
const newKey = ['b2', randomBytes(32)] as const;
const index = createBlindIndex(createKeyRing([oldKey]));
const rotated = createBlindIndex(createKeyRing([newKey, oldKey]));
const hex = (entries: { keyId: string; index: Buffer }[]) => entries.map((entry) => `${entry.keyId}:${entry.index.toString('hex')}`);

it('gives one value one index, and different values, kinds and keys different ones', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      fc.pre(a !== b);
      expect(hex(index.of('phone', a))).toEqual(hex(index.of('phone', a)));
      expect(hex(index.of('phone', a))).not.toEqual(hex(index.of('phone', b)));
      expect(hex(index.of('phone', a))).not.toEqual(hex(index.of('other', a)));
    }),
  );
});

it('keeps the index of the older key beside that of the writing key', () => {
  const [writing, older] = rotated.of('phone', '13800000000');
  expect([writing?.keyId, older?.keyId]).toEqual(['b2', 'b1']);
  expect(hex([older!])).toEqual(hex(index.of('phone', '13800000000')));
});

it('tells the same number of two document types apart', () => {
  const number = '440199199001010019';
  expect(hex(identifierIndex(index, { type: 'id-card', number }))).not.toEqual(hex(identifierIndex(index, { type: 'archive-number', number })));
});

it('refuses a ring without a key, with a short key, or with an id twice', () => {
  expect(() => createKeyRing([])).toThrow(TypeError);
  expect(() => createKeyRing([['k', randomBytes(16)]])).toThrow('key k has not 32 bytes');
  expect(() => createKeyRing([oldKey, oldKey])).toThrow('twice');
});
