import type { Guardian } from '../../domain/identity/guardian.js';
import { addDays, addMonths, ageInYears, type LocalDate } from '../../domain/time.js';
import { drawBirthDate } from './births.js';
import { CITIES } from './cities.js';
import { DRAW_DOCUMENT, drawBirthCertificate, drawSequence, idNumber, type Document, type DocumentKind, type Holder } from './documents.js';
import { drawLatinName, drawMinorityName, drawName, drawTwinNames } from './names.js';
import { drawMobile, drawPhone } from './phones.js';
import type { Random } from './random.js';
import type { GeneratedPerson, PersonKind } from './resident.js';
import { unused, type Taken } from './taken.js';

export type DrawParts = { random: Random; today: LocalDate; taken: Taken };

const TWINS = { from: 0, to: 14 };
const NEWBORN_DAYS = 60;

/** Who comes through the door together: twins, or one. */
export function drawHousehold(kind: PersonKind, parts: DrawParts): GeneratedPerson[] {
  if (kind === 'twin') return drawTwins(parts);
  return [kind === 'newborn' ? drawNewborn(parts) : drawPerson(kind, parts)];
}

const drawSex = (random: Random) => (random.chance(0.52) ? 'male' : 'female');
export const drawAddress = (random: Random) => `示例路${1 + random.int(999)}号`;

function drawPerson(kind: DocumentKind, { random, today, taken }: DrawParts): GeneratedPerson {
  const areaCode = random.weighted(CITIES);
  const holder: Holder = { areaCode, birthDate: drawBirthDate(random, today), sex: drawSex(random) };
  const name = drawNameOf(kind, holder, random);
  const { nationality, identifier } = drawDocument(kind, holder, random, taken);
  const phone = drawPhone(random, ageInYears(holder.birthDate, today), taken.parentPhones);
  return { kind, name, identifiers: [identifier], ...holder, phone, address: drawAddress(random), nationality, guardian: null };
}

function drawNameOf(kind: DocumentKind, { sex }: Holder, random: Random): string {
  if (kind === 'minority') return drawMinorityName(random, sex);
  return kind === 'passport' || kind === 'foreigner-card' ? drawLatinName(random, sex) : drawName(random, sex);
}

function drawDocument(kind: DocumentKind, holder: Holder, random: Random, { numbers }: Taken): Document {
  let drawn = DRAW_DOCUMENT[kind](random, holder);
  while (numbers.has(drawn.identifier.number)) drawn = DRAW_DOCUMENT[kind](random, holder);
  numbers.add(drawn.identifier.number);
  return drawn;
}

/** Neighbours in the register: the next number of that day for the one sex, the one between for the other. All else is the same but the last character. */
function drawTwins({ random, today, taken }: DrawParts): GeneratedPerson[] {
  const areaCode = random.weighted(CITIES);
  const birthDate = drawBirthDate(random, today, TWINS);
  const sexes = [drawSex(random), drawSex(random)] as const;
  const names = drawTwinNames(random, sexes);
  const numbers = drawNeighbours({ random, taken, sexes, numberOf: (sequence) => idNumber(areaCode.slice(0, 4), birthDate, sequence) });
  const shared = { kind: 'twin', birthDate, phone: drawMobile(random), address: drawAddress(random), nationality: 'CN', guardian: null, areaCode } as const;
  return sexes.map((sex, n) => ({ ...shared, name: names[n] ?? '', sex, identifiers: [{ type: 'id-card', number: numbers[n] ?? '' }] }));
}

type Neighbours = { random: Random; taken: Taken; sexes: readonly [Holder['sex'], Holder['sex']]; numberOf: (sequence: number) => string };

function drawNeighbours({ random, taken, sexes, numberOf }: Neighbours): string[] {
  for (;;) {
    const sequence = drawSequence(random, sexes[0]);
    const next = sequence + (sexes[0] === sexes[1] ? 2 : 1);
    const both = [sequence, next].map(numberOf);
    if (next > 999 || both.some((number) => taken.numbers.has(number))) continue;
    for (const number of both) taken.numbers.add(number);
    return both;
  }
}

/** Without an ID number: the birth certificate and the mother stand for it. Half of them have no name yet either. */
function drawNewborn({ random, today, taken }: DrawParts): GeneratedPerson {
  const areaCode = random.weighted(CITIES);
  const birthDate = addDays(today, -random.int(NEWBORN_DAYS));
  const sex = drawSex(random);
  const number = unused(taken.numbers, () => drawBirthCertificate(random));
  const guardian = drawMother(areaCode, birthDate, random, taken);
  const given = drawName(random, sex);
  const name = random.chance(0.5) ? given : placeholderName(guardian, sex);
  return {
    kind: 'newborn', name, identifiers: [{ type: 'birth-certificate', number }], birthDate, sex, phone: drawMobile(random), address: drawAddress(random), nationality: 'CN', guardian, areaCode,
  };
}

function drawMother(areaCode: string, childBornOn: LocalDate, random: Random, { numbers }: Taken): Guardian {
  const birthDate = addDays(addMonths(childBornOn, -12 * (20 + random.int(21))), -random.int(365));
  const number = unused(numbers, () => idNumber(areaCode.slice(0, 4), birthDate, drawSequence(random, 'female')));
  return { name: drawName(random, 'female'), relation: 'mother', document: { type: 'id-card', number } };
}

/** What the birth hospital writes before there is a name. */
export function placeholderName(mother: Guardian, sex: GeneratedPerson['sex']): string {
  return `${mother.name}之${sex === 'male' ? '子' : '女'}`;
}
