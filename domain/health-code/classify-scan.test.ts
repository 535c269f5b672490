import fc from 'fast-check';
import { checkDigitOf } from '../identity/id-number.js';
import { toLocalDate } from '../time.js';
import { classifyScan, settleScan, type ReadingKind } from './classify-scan.js';

const today = toLocalDate('2026-11-24');
const kindsOf = (text: string, answer?: ReadingKind): string[] => {
  const found = classifyScan(text, today, answer);
  if (found.outcome === 'unknown') return [];
  return found.outcome === 'one' ? [found.reading.kind] : found.readings.map(({ kind }) => kind);
};

const gs = '\u001d';
const matrix = `0106901234567892172805311${'0'}LOT7${gs}21SERIAL9`;

describe('what one scan box takes', () => {
  it.each([
    { fact: 'an ID number that ends in X', text: '11010519491231002X', kinds: ['id-number'] },
    { fact: 'a lower-case x', text: '11010519491231002x', kinds: ['id-number'] },
    { fact: 'full-width digits', text: '１１０１０５１９４９１２３１００２Ｘ', kinds: ['id-number'] },
    { fact: 'an ID number typed in groups', text: '110105 19491231 002X', kinds: ['id-number'] },
    { fact: 'an old number of 15 digits', text: '440199800101001', kinds: ['id-number'] },
    { fact: '18 digits that read both ways', text: '440524188001010014', kinds: ['id-number', 'archive-number'] },
    { fact: '18 digits with a wrong check digit', text: '440524198001010014', kinds: ['archive-number'] },
    { fact: '18 digits with a right check digit and an impossible date', text: '440101201902300016', kinds: ['archive-number'] },
    { fact: '18 digits of no region', text: '990101201901010010', kinds: ['archive-number'] },
    { fact: 'the barcode of a certificate, told by its symbology', text: ']C0440524188001010014', kinds: ['certificate-barcode'] },
    { fact: 'a residence permit, which has the form of an ID number', text: '83000019800101019X', kinds: ['residence-permit'] },
    { fact: 'a foreigner’s permanent card', text: '91134419880808007x', kinds: ['foreigner-card'] },
    { fact: 'a foreigner’s permanent card of digits alone', text: '911344198808081216', kinds: ['archive-number', 'foreigner-card'] },
    { fact: 'an older foreigner’s card', text: 'abc123456789012', kinds: ['foreigner-card'] },
    { fact: 'a Chinese passport', text: 'E12345678', kinds: ['passport'] },
    { fact: 'a passport of nine digits', text: '123456789', kinds: ['passport'] },
    { fact: 'a permit of Hong Kong, which may be a passport', text: 'h12345678', kinds: ['hk-macau-permit', 'passport'] },
    { fact: 'a permit of Macau with its number of renewals', text: 'M1234567801', kinds: ['hk-macau-permit'] },
    { fact: 'a Taiwan permit', text: '12345678', kinds: ['taiwan-permit'] },
    { fact: 'an older Taiwan permit', text: '1234567890A', kinds: ['taiwan-permit'] },
    { fact: 'a birth certificate', text: 'U440123456', kinds: ['birth-certificate'] },
    { fact: 'a trace code of 20 digits', text: '84100400000000000001', kinds: ['trace-code'] },
    { fact: 'a GS1 DataMatrix', text: matrix, kinds: ['trace-code'] },
    { fact: 'a GS1 DataMatrix with its symbology', text: `]d2${gs}${matrix}\r\n`, kinds: ['trace-code'] },
    { fact: 'a health code', text: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln\n', kinds: ['health-code'] },
    { fact: 'an unsigned health code, to be refused as one', text: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', kinds: ['health-code'] },
    { fact: 'an id of ours', text: '0193A1B2-0000-7000-8000-000000000001', kinds: ['resident-id'] },
    { fact: 'nothing', text: '', kinds: [] },
    { fact: 'a bare word', text: 'hello', kinds: [] },
    { fact: '19 digits', text: '1234567890123456789', kinds: [] },
  ])('knows $fact', ({ text, kinds }) => {
    expect(kindsOf(text)).toEqual(kinds);
  });
});

it('asks when two readings are left, and takes the answer', () => {
  const text = '440524188001010014';
  expect(settleScan(classifyScan(text, today))).toEqual({ ok: false, refusal: { code: 'text-ambiguous', readings: ['id-number', 'archive-number'] } });
  expect(settleScan(classifyScan(text, today, 'archive-number'))).toEqual({ ok: true, reading: { kind: 'archive-number', number: text } });
  expect(settleScan(classifyScan(text, today, 'id-number'))).toEqual({ ok: true, reading: { kind: 'id-number', number: text } });
});

it('does not let an answer force a reading that the text does not have', () => {
  expect(settleScan(classifyScan('440524198001010014', today, 'id-number'))).toEqual({ ok: false, refusal: { code: 'text-unknown' } });
});

it('names the fault of a text that is nearly an ID number', () => {
  expect(classifyScan('110105194912310021', today, 'id-number')).toEqual({ outcome: 'unknown', nearly: { kind: 'id-number', fault: 'check-digit' } });
});

it('never settles on the ID number alone when all 18 characters are digits', () => {
  const seventeen = fc
    .tuple(fc.integer({ min: 0, max: 25_000 }), fc.integer({ min: 0, max: 999 }))
    .map(([days, sequence]) => `440199${new Date(Date.UTC(1950, 0, 1 + days)).toISOString().slice(0, 10).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`);
  fc.assert(
    fc.property(seventeen, (digits) => {
      const check = checkDigitOf(digits);
      expect(kindsOf(digits + check)).toEqual(check === 'X' ? ['id-number'] : ['id-number', 'archive-number']);
    }),
  );
});

it('has an answer for any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => ['one', 'ambiguous', 'unknown'].includes(classifyScan(text, today).outcome)));
});
