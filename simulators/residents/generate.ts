import { checkDigitOf } from '../../domain/identity/id-number.js';
import type { Identifier } from '../../domain/identity/identifier.js';
import type { Sex } from '../../domain/identity/sex.js';
import { addDays, addMonths, ageInYears, daysBetween, type LocalDate } from '../../domain/time.js';
import { AGE_BANDS, CITIES } from './cities.js';
import { drawName } from './names.js';
import { createRandom, type Random } from './random.js';

export type GeneratedResident = {
  name: string;
  identifiers: Identifier[];
  birthDate: LocalDate;
  sex: Sex;
  phone: string | null;
  /** The city, 6 digits of GB/T 2260. */
  areaCode: string;
  /** 18 digits when the registry knows this person already. */
  archiveNo: string | null;
};

export type GenerateInput = { seed: number; count: number; today: LocalDate; archiveShare?: number };

type Used = { idNumbers: Set<string>; archiveNos: Set<string>; parentPhones: string[] };

const ADULT_AGE = 18;
const PARENTS_REMEMBERED = 50;
const WITHOUT_PHONE = 0.02;
const CHILD_WITH_PARENTS_PHONE = 0.7;
const MOBILE_PREFIXES = ['133', '135', '136', '137', '138', '139', '150', '158', '159', '180', '186', '189', '198'] as const;

/**
 * Invented residents of Guangdong for demos, tests and load. The same seed and day give the same people, and a larger count only adds to
 * them; `archiveShare` decides who is known to the registry and changes nobody's other fields.
 */
export function generateResidents({ seed, count, today, archiveShare = 0.6 }: GenerateInput): GeneratedResident[] {
  const random = createRandom(seed);
  const used: Used = { idNumbers: new Set(), archiveNos: new Set(), parentPhones: [] };
  return Array.from({ length: count }, () => drawResident(random, { used, today, archiveShare }));
}

function drawResident(random: Random, { used, today, archiveShare }: { used: Used; today: LocalDate; archiveShare: number }): GeneratedResident {
  const areaCode = random.weighted(CITIES);
  const birthDate = drawBirthDate(random, today);
  const sex = random.chance(0.52) ? 'male' : 'female';
  const name = drawName(random, sex);
  const idNumber = unused(used.idNumbers, () => drawIdNumber(random, { areaCode, birthDate, sex }));
  const phone = drawPhone(random, ageInYears(birthDate, today), used.parentPhones);
  const archiveNo = unused(used.archiveNos, () => `${areaCode}${birthDate.slice(0, 4)}${digits(random, 8)}`);
  const known = random.chance(archiveShare);
  return { name, identifiers: [{ type: 'id-card', number: idNumber }], birthDate, sex, phone, areaCode, archiveNo: known ? archiveNo : null };
}

/** A day on which somebody of the drawn age can have been born, never later than `today`. */
function drawBirthDate(random: Random, today: LocalDate): LocalDate {
  const { from, to } = random.weighted(AGE_BANDS);
  const age = from + random.int(to - from + 1);
  const latest = addMonths(today, -12 * age);
  const earliest = addDays(addMonths(today, -12 * (age + 1)), 1);
  return addDays(earliest, random.int(daysBetween(earliest, latest) + 1));
}

/** GB 11643 with the county digits 99, which no city has: nobody alive carries this number. */
function drawIdNumber(random: Random, { areaCode, birthDate, sex }: { areaCode: string; birthDate: LocalDate; sex: 'male' | 'female' }): string {
  const sequence = 2 * random.int(500) + (sex === 'male' ? 1 : 0);
  const body = `${areaCode.slice(0, 4)}99${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return body + checkDigitOf(body);
}

/** A child mostly has the number of an adult drawn shortly before, which two children may share; every draw takes as many random numbers. */
function drawPhone(random: Random, age: number, parentPhones: string[]): string | null {
  const own = random.pick(MOBILE_PREFIXES) + digits(random, 8);
  const without = random.chance(WITHOUT_PHONE);
  if (age >= ADULT_AGE) {
    parentPhones.push(own);
    if (parentPhones.length > PARENTS_REMEMBERED) parentPhones.shift();
    return without ? null : own;
  }
  const shared = parentPhones.length > 0 && random.chance(CHILD_WITH_PARENTS_PHONE);
  if (without) return null;
  return shared ? random.pick(parentPhones) : own;
}

function digits(random: Random, length: number): string {
  return String(random.int(10 ** length)).padStart(length, '0');
}

/** Draws until the text is new. A city has 500 numbers a day and sex, so this ends soon for any count a machine can hold. */
function unused(taken: Set<string>, draw: () => string): string {
  let text = draw();
  while (taken.has(text)) text = draw();
  taken.add(text);
  return text;
}
