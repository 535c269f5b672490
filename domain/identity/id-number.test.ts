import fc from 'fast-check';
import { addDays, addMonths, toLocalDate, type LocalDate } from '../time.js';
import { checkDigitOf, readIdNumber } from './id-number.js';

const today = toLocalDate('2026-11-24');
const withCheckDigit = (digits: string) => digits + checkDigitOf(digits);
const anyDay = fc.integer({ min: 0, max: 50_000 }).map((days) => addDays(toLocalDate('1889-12-31'), days));
const madeNumber = fc
  .record({ city: fc.constantFrom('440199', '440399', '445399', '110105', '659001'), day: anyDay, sequence: fc.integer({ min: 0, max: 999 }) })
  .map(({ city, day, sequence }) => ({ day, sequence, number: withCheckDigit(`${city}${day.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`) }));

describe('reading a citizen number', () => {
  it.each([
    { number: '11010519491231002X', birthDate: '1949-12-31', sex: 'female', digits: 18 },
    { number: '440524188001010014', birthDate: '1880-01-01', sex: 'male', digits: 18 },
    { number: '440524800101001', birthDate: '1980-01-01', sex: 'male', digits: 15 },
  ])('reads $number', ({ number, ...rest }) => {
    expect(readIdNumber(number, today)).toEqual({ ok: true, number, cityCode: number.slice(0, 4), ...rest });
  });

  it.each([
    { fact: 'a wrong check digit', number: '440524198001010014', reason: 'check-digit' },
    { fact: 'a day that no calendar has, though the check digit is right', number: '440101201902300016', reason: 'no-such-date' },
    { fact: 'an unknown province', number: withCheckDigit('47010119800101001'), reason: 'region' },
    { fact: 'city digits that no city has', number: withCheckDigit('44990119800101001'), reason: 'region' },
    { fact: 'a 15-digit number with an impossible day', number: '440524800231001', reason: 'no-such-date' },
    { fact: '17 digits', number: '44052418800101001', reason: 'shape' },
    { fact: 'an X that is not last', number: '4405241880010X0014', reason: 'shape' },
    { fact: 'blanks only', number: '　 ', reason: 'empty' },
    { fact: 'a birth more than 150 years ago', number: withCheckDigit('44052418750101001'), reason: 'too-old' },
  ])('refuses $fact', ({ number, reason }) => {
    expect(readIdNumber(number, today)).toEqual({ ok: false, reason });
  });

  it('takes a birth today and refuses one tomorrow', () => {
    const born = (day: LocalDate) => readIdNumber(withCheckDigit(`440199${day.replaceAll('-', '')}001`), today);
    expect(born(today).ok).toBe(true);
    expect(born(addDays(today, 1))).toEqual({ ok: false, reason: 'in-the-future' });
  });

  it('caps the age on the 151st birthday', () => {
    const bornOn = addMonths(today, -151 * 12);
    const number = withCheckDigit(`440199${bornOn.replaceAll('-', '')}001`);
    expect(readIdNumber(number, addDays(today, -1)).ok).toBe(true);
    expect(readIdNumber(number, today)).toEqual({ ok: false, reason: 'too-old' });
  });

  it('reads a lower-case x, full-width digits and blanks as the same number', () => {
    expect(readIdNumber(' １１０１０５ 19491231 002x ', today)).toMatchObject({ ok: true, number: '11010519491231002X' });
  });

  it('returns the date and sex that any number was made from', () => {
    fc.assert(
      fc.property(madeNumber, ({ day, sequence, number }) => {
        expect(readIdNumber(number, today)).toMatchObject({ ok: true, birthDate: day, sex: sequence % 2 === 1 ? 'male' : 'female' });
      }),
    );
  });

  it('refuses every number with one digit changed or two neighbours swapped', () => {
    fc.assert(
      fc.property(madeNumber, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), ({ number }, at, by) => {
        const changed = number.slice(0, at) + String((Number(number[at]) + by) % 10) + number.slice(at + 1);
        expect(readIdNumber(changed, today).ok).toBe(false);
        const swapped = number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2);
        if (swapped !== number) expect(readIdNumber(swapped, today).ok).toBe(false);
      }),
    );
  });

  it('never throws, whatever was scanned', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => typeof readIdNumber(text, today).ok === 'boolean'));
  });
});
