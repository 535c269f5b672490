import { checkDigitOf } from '../../domain/identity/id-number.js';
import type { Identifier, IdType } from '../../domain/identity/identifier.js';
import type { LocalDate } from '../../domain/time.js';
import { CITIES_ELSEWHERE, CITIES_OF_XINJIANG } from './cities.js';
import type { Random } from './random.js';
import type { PersonKind } from './resident.js';
import { digits } from './taken.js';

// Numbers that pass our rules and that nobody alive carries; each says why.

export type Holder = { birthDate: LocalDate; sex: 'male' | 'female'; areaCode: string };
export type Document = { nationality: string; identifier: Identifier };
/** Whose document is a matter of a draw; twins and newborns get theirs by hand. */
export type DocumentKind = Exclude<PersonKind, 'twin' | 'newborn'>;

/** GB 11643 with the county digits 99, which no city has: `region` is the province and city. */
export function idNumber(region: string, birthDate: LocalDate, sequence: number): string {
  return withCheckDigit(`${region}99${compact(birthDate)}${threeDigits(sequence)}`);
}

/** Odd for a man (GB 11643). */
export function drawSequence(random: Random, sex: Holder['sex']): number {
  return 2 * random.int(500) + (sex === 'male' ? 1 : 0);
}

/** The two digits behind the letter name the province, and 99 none. */
export const drawBirthCertificate = (random: Random): string => `V99${digits(random, 7)}`;

/** Permits that share the form of an ID number; theirs all have the county digits 00, never 99. */
const PERMIT_REGIONS = [['HK', '8100'], ['MO', '8200'], ['TW', '8300']] as const;
const FOREIGN = ['US', 'JP', 'KR', 'IN', 'NG', 'FR', 'GB', 'VN', 'PK', 'PH'] as const;

export const DRAW_DOCUMENT: Record<DocumentKind, (random: Random, holder: Holder) => Document> = {
  local: (random, holder) => idCard(random, holder.areaCode.slice(0, 4), holder),
  'other-province': (random, holder) => idCard(random, random.pick(CITIES_ELSEWHERE), holder),
  minority: (random, holder) => idCard(random, random.pick(CITIES_OF_XINJIANG), holder),
  /** Ten characters: the number in a passport has nine at most (ICAO 9303). */
  passport: (random) => document(random.pick(FOREIGN), 'passport', `XXX${digits(random, 7)}`),
  'hk-macau-permit': (random) => (random.chance(0.8) ? document('HK', 'hk-macau-permit', `H${personal(random)}`) : document('MO', 'hk-macau-permit', `M${personal(random)}`)),
  'taiwan-permit': (random) => document('TW', 'taiwan-permit', personal(random)),
  'residence-permit': (random, { birthDate, sex }) => {
    const [nationality, region] = random.pick(PERMIT_REGIONS);
    return document(nationality, 'residence-permit', idNumber(region, birthDate, drawSequence(random, sex)));
  },
  /** The form of 2023: a 9, the province, then the country in the digits of ISO 3166, where 999 is none. */
  'foreigner-card': (random, { birthDate, sex }) =>
    document(random.pick(FOREIGN), 'foreigner-card', withCheckDigit(`944999${compact(birthDate)}${threeDigits(drawSequence(random, sex))}`)),
};

/** A permit's first eight digits are a person's own, given in sequence, and far from 99 million people have one. */
const personal = (random: Random) => `99${digits(random, 6)}`;

function idCard(random: Random, region: string, { birthDate, sex }: Holder): Document {
  return document('CN', 'id-card', idNumber(region, birthDate, drawSequence(random, sex)));
}

function document(nationality: string, type: IdType, number: string): Document {
  return { nationality, identifier: { type, number } };
}

const compact = (day: LocalDate) => day.replaceAll('-', '');
const threeDigits = (sequence: number) => String(sequence).padStart(3, '0');
const withCheckDigit = (body: string) => body + checkDigitOf(body);
