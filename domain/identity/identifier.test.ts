import fc from 'fast-check';
import { toLocalDate } from '../time.js';
import { checkDigitOf } from './id-number.js';
import { ID_TYPES, readIdentifier, type IdType } from './identifier.js';

const today = toLocalDate('2026-11-24');
const permit = `81000019800101001${checkDigitOf('81000019800101001')}`;

describe('reading an identifier', () => {
  it.each([
    { type: 'id-card', raw: '11010519491231002x', number: '11010519491231002X' },
    { type: 'residence-permit', raw: permit, number: permit },
    { type: 'passport', raw: 'e 1234-5678', number: 'E12345678' },
    { type: 'hk-macau-permit', raw: 'h12345678', number: 'H12345678' },
    { type: 'taiwan-permit', raw: '12345678', number: '12345678' },
    { type: 'foreigner-card', raw: 'abc123456789012', number: 'ABC123456789012' },
    { type: 'birth-certificate', raw: 'ｖ440123456', number: 'V440123456' },
    { type: 'archive-number', raw: '440199201900000123', number: '440199201900000123' },
    { type: 'health-code', raw: 'Ab-cd_0123', number: 'Ab-cd_0123' },
  ] as const)('normalises a $type', ({ type, raw, number }) => {
    expect(readIdentifier({ type, number: raw }, today)).toEqual({ ok: true, identifier: { type, number } });
  });

  it.each(ID_TYPES)('takes no empty or placeholder number as a key: %s', (type) => {
    expect(readIdentifier({ type, number: ' \u3000' }, today)).toEqual({ ok: false, reason: 'empty' });
    for (const number of ['000000000000000000', '无', '不详', 'null', 'N/A']) {
      expect(readIdentifier({ type, number }, today)).toEqual({ ok: false, reason: 'placeholder' });
    }
  });

  it.each([
    { type: 'id-card', number: permit, reason: 'region' },
    { type: 'residence-permit', number: '11010519491231002X', reason: 'region' },
    { type: 'id-card', number: '440524198001010014', reason: 'check-digit' },
    { type: 'birth-certificate', number: '1234567890', reason: 'shape' },
    { type: 'archive-number', number: '44019920190000012X', reason: 'shape' },
  ] as const)('refuses a $type with a wrong $reason', ({ type, number, reason }) => {
    expect(readIdentifier({ type, number }, today)).toEqual({ ok: false, reason });
  });

  it('gives its own answer again', () => {
    fc.assert(
      fc.property(fc.constantFrom<IdType[]>(...ID_TYPES), fc.string({ unit: 'binary', maxLength: 30 }), (type, number) => {
        const first = readIdentifier({ type, number }, today);
        if (first.ok) expect(readIdentifier(first.identifier, today)).toEqual(first);
      }),
    );
  });
});
