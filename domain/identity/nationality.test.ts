import type { Identifier } from './identifier.js';
import { readNationality } from './nationality.js';

const ID_CARD: Identifier = { type: 'id-card', number: '11010519491231002X' };
const PASSPORT: Identifier = { type: 'passport', number: 'P1234567' };
const TAIWAN: Identifier = { type: 'taiwan-permit', number: '12345678' };

describe('the nationality of a resident', () => {
  it.each([
    { fact: 'is Chinese by an ID card', told: null, identifiers: [ID_CARD], nationality: 'CN' },
    { fact: 'is Chinese for a newborn with a birth certificate', told: null, identifiers: [{ type: 'birth-certificate', number: 'V440123456' }], nationality: 'CN' },
    { fact: 'is Taiwan by a Taiwan permit', told: null, identifiers: [TAIWAN], nationality: 'TW' },
    { fact: 'is Hong Kong by a permit with H', told: null, identifiers: [{ type: 'hk-macau-permit', number: 'H12345678' }], nationality: 'HK' },
    { fact: 'is Macau by a permit with M', told: null, identifiers: [{ type: 'hk-macau-permit', number: 'M12345678' }], nationality: 'MO' },
    { fact: 'is Taiwan by a residence permit that begins with 83', told: null, identifiers: [{ type: 'residence-permit', number: '830000198001010017' }], nationality: 'TW' },
    { fact: 'is told with a passport', told: 'JP', identifiers: [PASSPORT], nationality: 'JP' },
    { fact: 'may be Chinese with a passport', told: 'CN', identifiers: [PASSPORT], nationality: 'CN' },
  ] as const)('$fact', ({ told, identifiers, nationality }) => {
    expect(readNationality(told, identifiers)).toEqual({ ok: true, nationality });
  });

  it.each([
    { fact: 'has to be told with a passport', told: null, identifiers: [PASSPORT], reason: 'required' },
    { fact: 'has to be told when two documents say two things', told: null, identifiers: [ID_CARD, TAIWAN], reason: 'required' },
    { fact: 'is not Chinese with a Taiwan permit alone', told: 'CN', identifiers: [TAIWAN], reason: 'differs from the document' },
  ] as const)('$fact', ({ told, identifiers, reason }) => {
    expect(readNationality(told, identifiers)).toEqual({ ok: false, reason });
  });
});
