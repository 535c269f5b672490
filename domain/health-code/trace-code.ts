import { addDays, addMonths, isLocalDate, toLocalDate, type LocalDate } from '../time.js';

/**
 * 疫苗追溯码 as scanned from the smallest package: 20 digits whose first 7 name the product, or a GS1 DataMatrix. `traceCode` is the text
 * by which uses are counted; for GS1 it is GTIN and serial, since lot and expiry do not tell two packages apart.
 */
export type TraceCode =
  | { form: 'digits'; traceCode: string; productPrefix: string }
  | { form: 'gs1'; traceCode: string; gtin: string; serial: string; lot: string; expiresOn: LocalDate };

const SEPARATOR = '\u001d'; // FNC1 as scanners send it between elements of variable length
const FIXED_LENGTH: Record<string, number> = { '01': 14, '11': 6, '17': 6 };
const VARIABLE = ['10', '21'];
const MAX_VARIABLE = 20;

/** Reads 20 digits or a GS1 element string with 01, 17, 10 and 21; null for anything else. `today` settles the century of a two-digit year. */
export function readTraceCode(text: string, today: LocalDate): TraceCode | null {
  if (/^\d{20}$/.test(text)) return { form: 'digits', traceCode: text, productPrefix: text.slice(0, 7) };
  const elements = text.startsWith('(') ? bracketedElements(text) : plainElements(text);
  const [gtin, expiry, lot, serial] = ['01', '17', '10', '21'].map((ai) => elements?.get(ai));
  if (!gtin || !expiry || !lot || !serial || !hasGtinCheckDigit(gtin)) return null;
  const expiresOn = expiryDate(expiry, today);
  return expiresOn && { form: 'gs1', traceCode: `01${gtin}21${serial}`, gtin, serial, lot, expiresOn };
}

function plainElements(text: string): Map<string, string> | null {
  const elements = new Map<string, string>();
  let rest = text.startsWith(SEPARATOR) ? text.slice(1) : text;
  while (rest !== '') {
    const ai = rest.slice(0, 2);
    const end = FIXED_LENGTH[ai] ? 2 + FIXED_LENGTH[ai] : rest.indexOf(SEPARATOR) < 0 ? rest.length : rest.indexOf(SEPARATOR);
    if (!add(elements, ai, rest.slice(2, end))) return null;
    rest = rest.slice(end);
    if (rest.startsWith(SEPARATOR)) rest = rest.slice(1);
  }
  return elements;
}

/** The form printed under the symbol, `(01)…(17)…`, typed when the symbol is damaged. */
function bracketedElements(text: string): Map<string, string> | null {
  const elements = new Map<string, string>();
  for (const part of text.slice(1).split('(')) {
    const [ai, value, ...more] = part.split(')');
    if (ai === undefined || value === undefined || more.length > 0 || !add(elements, ai, value)) return null;
  }
  return elements;
}

function add(elements: Map<string, string>, ai: string, value: string): boolean {
  const length = FIXED_LENGTH[ai];
  const fits = length === undefined ? VARIABLE.includes(ai) && /^[!-~]+$/.test(value) && value.length <= MAX_VARIABLE : /^\d+$/.test(value) && value.length === length;
  if (!fits || elements.has(ai)) return false;
  elements.set(ai, value);
  return true;
}

function hasGtinCheckDigit(gtin: string): boolean {
  const sum = [...gtin.slice(0, 13)].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === Number(gtin[13]);
}

/** GS1 General Specifications 7.12: the year within 49 back and 50 ahead; day `00` is the last of its month. */
function expiryDate(yymmdd: string, today: LocalDate): LocalDate | null {
  const thisYear = Number(today.slice(0, 4));
  let year = Math.floor(thisYear / 100) * 100 + Number(yymmdd.slice(0, 2));
  if (year - thisYear > 50) year -= 100;
  if (thisYear - year > 49) year += 100;
  const [month, day] = [yymmdd.slice(2, 4), yymmdd.slice(4)];
  const text = `${year}-${month}-${day === '00' ? '01' : day}`;
  if (!isLocalDate(text)) return null;
  return day === '00' ? addDays(addMonths(toLocalDate(text), 1), -1) : toLocalDate(text);
}
