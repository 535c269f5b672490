import type { LocalDate } from '../time.js';
import { readIdNumber, type IdNumberFault } from './id-number.js';

/** What a resident can be told apart by. One resident may have several; a newborn may have none. */
export const ID_TYPES = [
  'id-card', 'passport', 'hk-macau-permit', 'taiwan-permit', 'residence-permit', 'foreigner-card', 'birth-certificate', 'archive-number', 'health-code',
] as const;
export type IdType = (typeof ID_TYPES)[number];

export type Identifier = { type: IdType; number: string };

export type IdentifierFault = IdNumberFault | 'placeholder';
export type IdentifierReading = { ok: true; identifier: Identifier } | { ok: false; reason: IdentifierFault };

/** Shapes after normalisation. They keep out other documents and slips of the scanner, not forgeries. */
const SHAPES: Record<Exclude<IdType, 'id-card' | 'residence-permit'>, RegExp> = {
  passport: /^[A-Z0-9]{5,15}$/,
  'hk-macau-permit': /^[HM]\d{8}(\d{2})?$/,
  'taiwan-permit': /^(\d{8}|\d{10}[A-Z]?)$/,
  'foreigner-card': /^(9\d{16}[\dX]|[A-Z]{3}\d{12})$/,
  'birth-certificate': /^[A-Z]\d{9}$/,
  'archive-number': /^\d{18}$/,
  'health-code': /^[\w.~-]{8,64}$/,
};

/** The shapes in words, for whoever typed another one. */
const ACCEPTED: Record<IdType, string> = {
  'id-card': '18 characters of GB 11643, or the older 15 digits',
  'residence-permit': '18 characters beginning with 81, 82 or 83',
  passport: '5 to 15 letters and digits',
  'hk-macau-permit': 'H or M and 8 or 10 digits',
  'taiwan-permit': '8 digits, or 10 digits with or without a letter',
  'foreigner-card': '9 and 17 characters, or 3 letters and 12 digits',
  'birth-certificate': 'a letter and 9 digits',
  'archive-number': '18 digits',
  'health-code': '8 to 64 letters, digits and . _ ~ -',
};

/** The rule that a number breaks, as the API names it: what is wrong with the shape always with the shape that is taken. */
export function ruleBroken(type: IdType, reason: IdentifierFault): string {
  return reason === 'shape' ? `shape: ${ACCEPTED[type]}` : reason;
}

/** What clerks type when there is no number; taken as a key it would make one resident of all who have none. */
const PLACEHOLDER = /^(.)\1*$|^(无|不详|未知|暂无|NONE|NULL|N\/A|UNKNOWN)$/iu;

/**
 * The one spelling of an identifier that the blind index is made from. An empty or placeholder number is never a key: a resident without
 * a number simply has no identifier of that type.
 */
export function readIdentifier({ type, number }: Identifier, today: LocalDate): IdentifierReading {
  const normal = normalise(type, number);
  if (normal === '') return { ok: false, reason: 'empty' };
  if (PLACEHOLDER.test(normal)) return { ok: false, reason: 'placeholder' };
  const reason = faultOf(type, normal, today);
  return reason ? { ok: false, reason } : { ok: true, identifier: { type, number: normal } };
}

/** A health code id is opaque, so its case counts; all other numbers are read aloud and typed. */
function normalise(type: IdType, raw: string): string {
  const text = raw.normalize('NFKC').replace(/\s|\p{Cf}/gu, '');
  return type === 'health-code' ? text : text.replace(/[-\u2010-\u2015]/g, '').toUpperCase();
}

function faultOf(type: IdType, number: string, today: LocalDate): IdNumberFault | null {
  if (type !== 'id-card' && type !== 'residence-permit') return SHAPES[type].test(number) ? null : 'shape';
  const reading = readIdNumber(number, today);
  if (!reading.ok) return reading.reason;
  const isPermit = /^8[123]/.test(number); // residence permits for Hong Kong, Macau and Taiwan people: the same form, another document
  return isPermit === (type === 'residence-permit') ? null : 'region';
}
