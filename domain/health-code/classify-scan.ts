import { checkDigitOf, readIdNumber, type IdNumberFault } from '../identity/id-number.js';
import type { DocumentType } from '../identity/means.js';
import { isId } from '../ids.js';
import { refuse, type Refused } from '../refusals.js';
import type { LocalDate } from '../time.js';
import { readTraceCode, type TraceCode } from './trace-code.js';

/** What a scanned or typed text may be. Nothing here is believed yet: a health code still has its signature to be checked. */
export type Reading =
  | { kind: 'health-code'; text: string }
  | { kind: 'id-number'; number: string }
  | { kind: Exclude<DocumentType, 'id-card'>; number: string }
  | { kind: 'archive-number'; number: string }
  | { kind: 'certificate-barcode'; archiveNumber: string }
  | { kind: 'birth-certificate'; number: string }
  | { kind: 'trace-code'; code: TraceCode }
  | { kind: 'resident-id'; id: string };

export type ReadingKind = Reading['kind'];

/** `nearly` says why a text that looks like an ID number is none, so that a typing error is named instead of "unknown". */
export type Classification =
  | { outcome: 'one'; reading: Reading }
  | { outcome: 'ambiguous'; readings: Reading[] }
  | { outcome: 'unknown'; nearly: { kind: 'id-number'; fault: IdNumberFault } | null };

// Compact JWS: three parts of base64url. The last may be empty here, so that an unsigned forgery is refused as a code and not as an unknown text.
const COMPACT_JWS = /^[\w-]{8,}\.[\w-]{8,}\.[\w-]*$/;
const LINEAR_BARCODE = /^\][ABCEFGHIPRS]\w/; // AIM symbology identifiers of one-dimensional barcodes, as a scanner may prefix them
const ANY_SYMBOLOGY = /^\][A-Za-z]\w/;

/**
 * Classifies by shape, then by check digit, date and region. An archive number has 18 digits like an ID number, and about 1 in 11 of
 * them passes the ID check digit: two readings are left standing and the desk is asked; `answer` is what it said.
 */
export function classifyScan(raw: string, today: LocalDate, answer?: ReadingKind): Classification {
  const { text, linear } = strip(raw);
  const readings = readingsOf(text, linear, today).filter((reading) => answer === undefined || reading.kind === answer);
  const [first] = readings;
  if (first === undefined) return { outcome: 'unknown', nearly: nearlyIdNumber(text, today) };
  return readings.length === 1 ? { outcome: 'one', reading: first } : { outcome: 'ambiguous', readings };
}

/** The one reading, or the refusal that makes the desk ask. */
export function settleScan(classification: Classification): { ok: true; reading: Reading } | Refused {
  switch (classification.outcome) {
    case 'one': return { ok: true, reading: classification.reading };
    case 'ambiguous': return refuse({ code: 'text-ambiguous', readings: classification.readings.map(({ kind }) => kind) });
    case 'unknown': return refuse({ code: 'text-unknown' });
  }
}

/** Scanners add line ends and symbology prefixes, input methods full-width digits. */
function strip(raw: string): { text: string; linear: boolean } {
  const text = raw.normalize('NFKC').replace(/^[\s\uFEFF\0]+|[\s\uFEFF\0]+$/g, '');
  return { text: text.replace(ANY_SYMBOLOGY, ''), linear: LINEAR_BARCODE.test(text) };
}

function readingsOf(text: string, linear: boolean, today: LocalDate): Reading[] {
  if (COMPACT_JWS.test(text)) return [{ kind: 'health-code', text }];
  if (isId(text.toLowerCase())) return [{ kind: 'resident-id', id: text.toLowerCase() }];
  // 出生医学证明: a letter and nine digits
  if (/^[A-Za-z]\d{9}$/.test(text)) return [{ kind: 'birth-certificate', number: text.toUpperCase() }];
  const traceCode = readTraceCode(text, today);
  if (traceCode) return [{ kind: 'trace-code', code: traceCode }];
  const number = text.replace(/\s/g, '');
  if (linear) return isArchiveNumber(number) ? [{ kind: 'certificate-barcode', archiveNumber: number }] : []; // no ID card carries a barcode
  const documents = documentsOf(number.replaceAll('-', '').toUpperCase());
  return [...eighteen(number, today), ...(isArchiveNumber(number) ? [{ kind: 'archive-number' as const, number }] : []), ...documents];
}

/** The number of a citizen, or of the residence permit that shares its form. */
function eighteen(text: string, today: LocalDate): Reading[] {
  const reading = readIdNumber(text, today);
  if (!reading.ok) return [];
  return [{ kind: /^8[123]/.test(reading.number) ? 'residence-permit' : 'id-number', number: reading.number }];
}

/** Narrower than what may be typed with its type: a text that many papers could carry says nothing. */
const DOCUMENT_SHAPES: [kind: Exclude<DocumentType, 'id-card' | 'residence-permit'>, shape: RegExp][] = [
  ['hk-macau-permit', /^[HM]\d{8}(\d{2})?$/],
  ['taiwan-permit', /^(\d{8}|\d{10}[A-Z]?)$/],
  ['passport', /^([A-Z]{1,2}\d{6,8}[A-Z]?|\d{9})$/],
  ['foreigner-card', /^([A-Z]{3}\d{12}|9\d{16}[\dX])$/],
];

function documentsOf(text: string): Reading[] {
  return DOCUMENT_SHAPES.flatMap(([kind, shape]) => (shape.test(text) && hasCheckDigit(text) ? [{ kind, number: text }] : []));
}

/** A foreigner's permanent card has the check digit of an ID number; the other documents have none that we know. */
function hasCheckDigit(text: string): boolean {
  return text.length !== 18 || checkDigitOf(text) === text[17];
}

function isArchiveNumber(text: string): boolean {
  return /^\d{18}$/.test(text);
}

function nearlyIdNumber(text: string, today: LocalDate): { kind: 'id-number'; fault: IdNumberFault } | null {
  const reading = readIdNumber(text, today);
  return reading.ok || reading.reason === 'shape' || reading.reason === 'empty' ? null : { kind: 'id-number', fault: reading.reason };
}
