import { ageInYears, isLocalDate, toLocalDate, type LocalDate } from '../time.js';

export const ID_NUMBER_FAULTS = ['empty', 'shape', 'region', 'check-digit', 'no-such-date', 'in-the-future', 'too-old'] as const;
export type IdNumberFault = (typeof ID_NUMBER_FAULTS)[number];

/** `number` is the form to store and compare; a 15-digit number stays as it was issued, since both may be on record for one resident. */
export type IdNumberReading =
  | { ok: true; number: string; digits: 15 | 18; cityCode: string; birthDate: LocalDate; sex: 'male' | 'female' }
  | { ok: false; reason: IdNumberFault };

const AGE_CAP_YEARS = 150;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_DIGITS = '10X98765432';

/** Province digits of GB/T 2260; 81 to 83 are the residence permits for Hong Kong, Macau and Taiwan, which share the form. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** One spelling per number: full-width digits become plain, `x` becomes `X`, blanks around and within disappear. */
export function normaliseIdNumber(raw: string): string {
  return raw.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/**
 * Reads a citizen's number by GB 11643: shape, region, check digit, then the date, which must exist, not lie ahead of `today` and not be
 * more than 150 years ago. A 15-digit number has no check digit and a year of the 1900s.
 */
export function readIdNumber(raw: string, today: LocalDate): IdNumberReading {
  const number = normaliseIdNumber(raw);
  if (number === '') return { ok: false, reason: 'empty' };
  const long = /^\d{17}[\dX]$/.test(number);
  if (!long && !/^\d{15}$/.test(number)) return { ok: false, reason: 'shape' };
  if (!isRegion(number)) return { ok: false, reason: 'region' };
  if (long && checkDigitOf(number) !== number[17]) return { ok: false, reason: 'check-digit' };
  const birth = readBirthDate(long ? number.slice(6, 14) : `19${number.slice(6, 12)}`, today);
  if (typeof birth !== 'object') return { ok: false, reason: birth };
  const sex = Number(number[long ? 16 : 14]) % 2 === 1 ? 'male' : 'female';
  return { ok: true, number, digits: long ? 18 : 15, cityCode: number.slice(0, 4), birthDate: birth.date, sex };
}

/** The 18th character for 17 digits; further characters are ignored. Throws `TypeError` when there are fewer. */
export function checkDigitOf(digits: string): string {
  if (!/^\d{17}/.test(digits)) throw new TypeError('needs 17 digits');
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return CHECK_DIGITS.charAt(sum % 11);
}

/**
 * Province and city only: counties were split and renamed too often for a closed list. City digits are 01 to 70, 90 for counties run by
 * the province, and 00 in Hainan, whose older numbers name the county directly under the province.
 */
function isRegion(number: string): boolean {
  const city = Number(number.slice(2, 4));
  if (!PROVINCES.has(number.slice(0, 2))) return false;
  return (city >= 1 && city <= 70) || city === 90 || (city === 0 && /^(46|8[123])/.test(number));
}

function readBirthDate(yyyymmdd: string, today: LocalDate): { date: LocalDate } | 'no-such-date' | 'in-the-future' | 'too-old' {
  const text = `${yyyymmdd.slice(0, 4)}-${yyyymmdd.slice(4, 6)}-${yyyymmdd.slice(6)}`;
  if (!isLocalDate(text)) return 'no-such-date';
  const date = toLocalDate(text);
  if (date > today) return 'in-the-future';
  return ageInYears(date, today) > AGE_CAP_YEARS ? 'too-old' : { date };
}
