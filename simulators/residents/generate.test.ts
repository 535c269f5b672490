import { needsMother } from '../../domain/identity/guardian.js';
import { readIdNumber } from '../../domain/identity/id-number.js';
import { readIdentifier } from '../../domain/identity/identifier.js';
import { isSameName } from '../../domain/identity/names.js';
import { readNationality } from '../../domain/identity/nationality.js';
import { readPhone } from '../../domain/identity/phone.js';
import { ageInYears, daysBetween, toLocalDate } from '../../domain/time.js';
import { CITIES } from './cities.js';
import { generateResidents } from './generate.js';
import { ARCHIVE_OUTCOMES, PERSON_KINDS, type GeneratedResident, type PersonKind } from './resident.js';
import { ALL_PEOPLE, UNREMARKABLE } from './shares.js';

const today = toLocalDate('2026-11-24');
const people = generateResidents({ seed: 7, count: 5000, today });
const plain = generateResidents({ seed: 7, count: 5000, today, ...UNREMARKABLE });
const shareOf = (holds: (person: GeneratedResident) => boolean, among = people) => among.filter(holds).length / among.length;
const only = (kind: PersonKind, count = 300) => generateResidents({ seed: 7, count, today, people: { [kind]: 1 } });
const numberOf = ({ identifiers: [identifier] }: GeneratedResident) => identifier?.number ?? '';

describe('generated residents', () => {
  it('are the same people for the same seed, and others for another', () => {
    expect(generateResidents({ seed: 7, count: 5000, today })).toEqual(people);
    expect(generateResidents({ seed: 8, count: 10, today })).not.toEqual(people.slice(0, 10));
  });

  it.each([1, 2, 119, 120, 121])('keep the first ones when more than %p are asked for, also between twins', (count) => {
    expect(generateResidents({ seed: 7, count, today })).toEqual(people.slice(0, count));
    const twins = only('twin', 200);
    expect(only('twin', count)).toEqual(twins.slice(0, count));
  });

  it('have numbers of their own, each as our own rules spell it', () => {
    expect(new Set(people.map(numberOf)).size).toBe(people.length);
    for (const { identifiers } of people) for (const identifier of identifiers) expect(readIdentifier(identifier, today)).toEqual({ ok: true, identifier });
  });

  it('are 0 to 95 years old, also on a leap day', () => {
    const leapDay = toLocalDate('2028-02-29');
    const ages = [
      ...people.map(({ birthDate }) => ageInYears(birthDate, today)),
      ...generateResidents({ seed: 1, count: 2000, today: leapDay }).map(({ birthDate }) => ageInYears(birthDate, leapDay)),
    ];
    expect(Math.min(...ages)).toBe(0);
    expect(Math.max(...ages)).toBeLessThanOrEqual(95);
    expect(people.every(({ birthDate }) => birthDate <= today)).toBe(true);
  });

  it('live in all 21 cities, in the big ones most', () => {
    expect(CITIES).toHaveLength(21);
    expect(new Set(people.map(({ areaCode }) => areaCode)).size).toBe(21);
    const expected = 1868 / CITIES.reduce((total, [, weight]) => total + weight, 0);
    expect(shareOf(({ areaCode }) => areaCode === '440100')).toBeCloseTo(expected, 1);
  });

  it('have mobile numbers that we take, some shared within a family and some none', () => {
    const phones = people.map(({ phone }) => phone).filter((phone) => phone !== null);
    for (const phone of phones) expect(readPhone(phone)).toEqual({ ok: true, phone });
    expect(new Set(phones).size).toBeLessThan(phones.length);
    expect(shareOf(({ phone }) => phone === null)).toBeGreaterThan(0.01);
    expect(shareOf(({ phone }) => phone === null)).toBeLessThan(0.03);
  });
});

describe('the shares of people', () => {
  it.each(PERSON_KINDS.filter((kind) => kind !== 'twin'))('are as asked for: %s', (kind) => {
    const households = people.length - people.filter((person) => person.kind === 'twin').length / 2;
    const weights = Object.values(ALL_PEOPLE).reduce((total, weight) => total + weight, 0);
    expect((shareOf((person) => person.kind === kind) * people.length) / households).toBeCloseTo((ALL_PEOPLE[kind] ?? 0) / weights, 1);
    expect(people.some((person) => person.kind === kind)).toBe(true);
  });

  it.each(PERSON_KINDS)('may be one kind alone: %s', (kind) => expect(only(kind).every((person) => person.kind === kind)).toBe(true));

  it('make an unremarkable day of people with an ID card of the province', () => {
    for (const { kind, identifiers, birthDate, sex, areaCode, nationality, outcome } of plain) {
      expect([kind, identifiers[0]?.type, nationality]).toEqual(['local', 'id-card', 'CN']);
      expect(['none', 'same']).toContain(outcome);
      expect(readIdNumber(identifiers[0]?.number ?? '', today)).toMatchObject({ ok: true, digits: 18, birthDate, sex, cityCode: areaCode.slice(0, 4) });
    }
  });
});

describe('documents', () => {
  const typeOf: Record<PersonKind, string> = {
    local: 'id-card', 'other-province': 'id-card', minority: 'id-card', twin: 'id-card', newborn: 'birth-certificate', passport: 'passport', 'hk-macau-permit': 'hk-macau-permit',
    'taiwan-permit': 'taiwan-permit', 'residence-permit': 'residence-permit', 'foreigner-card': 'foreigner-card',
  };

  it.each(PERSON_KINDS)('are those of the kind, each valid: %s', (kind) => {
    for (const { identifiers } of only(kind)) {
      expect(identifiers.map(({ type }) => type)).toEqual([typeOf[kind]]);
      for (const identifier of identifiers) expect(readIdentifier(identifier, today)).toEqual({ ok: true, identifier });
    }
  });

  it.each<{ kind: PersonKind; never: string; pattern: RegExp }>([
    { kind: 'local', never: 'has the county 99', pattern: /^44\d\d99/ },
    { kind: 'other-province', never: 'has the county 99', pattern: /^(?!44)\d{4}99/ },
    { kind: 'minority', never: 'has the county 99', pattern: /^65\d\d99/ },
    { kind: 'twin', never: 'has the county 99', pattern: /^44\d\d99/ },
    { kind: 'residence-permit', never: 'has the county 99', pattern: /^8[123]0099/ },
    { kind: 'newborn', never: 'comes from a province 99', pattern: /^V99/ },
    { kind: 'passport', never: 'has ten characters', pattern: /^XXX\d{7}$/ },
    { kind: 'hk-macau-permit', never: 'has a personal number from 99 million on', pattern: /^[HM]99\d{6}$/ },
    { kind: 'taiwan-permit', never: 'has a personal number from 99 million on', pattern: /^99\d{6}$/ },
    { kind: 'foreigner-card', never: 'comes from a country 999', pattern: /^944999/ },
  ])('are of nobody alive, as no $kind $never', ({ kind, pattern }) => {
    for (const person of only(kind)) expect(numberOf(person)).toMatch(pattern);
  });

  it.each(PERSON_KINDS)('go with the nationality: %s', (kind) => {
    for (const { nationality, identifiers } of only(kind)) expect(readNationality(nationality, identifiers)).toEqual({ ok: true, nationality });
  });

  it.each<{ kind: PersonKind; countries: string[] }>([
    { kind: 'hk-macau-permit', countries: ['HK', 'MO'] },
    { kind: 'residence-permit', countries: ['HK', 'MO', 'TW'] },
  ])('of a $kind are those of each country', ({ kind, countries }) => {
    expect([...new Set(only(kind).map(({ nationality }) => nationality))].toSorted()).toEqual(countries);
  });

  it.each<PersonKind>(['passport', 'foreigner-card'])('of a foreigner name no China: %s', (kind) => {
    for (const { nationality, name } of only(kind)) expect([/^[A-Z]{2}$/.test(nationality) && nationality !== 'CN', /^[A-Z ]+$/.test(name)]).toEqual([true, true]);
  });

  it.each<PersonKind>(['local', 'other-province', 'minority', 'twin', 'residence-permit'])('with a birth date in the number agree with the person: %s', (kind) => {
    for (const { identifiers, birthDate, sex } of only(kind)) expect(readIdNumber(identifiers[0]?.number ?? '', today)).toMatchObject({ ok: true, birthDate, sex });
  });
});

describe('people who are hard to tell apart', () => {
  it('are twins: all is the same but the last character of the name and the neighbouring number', () => {
    const twins = only('twin', 400);
    for (let n = 0; n < twins.length; n += 2) {
      const [one, other] = [twins[n]!, twins[n + 1]!];
      for (const field of ['birthDate', 'phone', 'address', 'areaCode'] as const) expect(one[field]).toBe(other[field]);
      expect(one.phone).not.toBeNull();
      expect([one.name.slice(0, -1), isSameName(one.name, other.name)]).toEqual([other.name.slice(0, -1), false]);
      const [sequence, next] = [one, other].map((twin) => Number(numberOf(twin).slice(14, 17)));
      expect(next! - sequence!).toBe(one.sex === other.sex ? 2 : 1);
    }
  });

  it('are people of minorities, with one dot in their names', () => {
    for (const { name } of only('minority')) expect(name.split('·')).toHaveLength(2);
  });

  it('are newborns of the last two months without an ID number, of whom a mother speaks', () => {
    const newborns = only('newborn');
    for (const { birthDate, guardian, identifiers } of newborns) {
      expect(daysBetween(birthDate, today)).toBeLessThan(60);
      expect(identifiers.map(({ type }) => type)).toEqual(['birth-certificate']);
      expect([needsMother(identifiers), guardian?.relation, guardian?.document.type]).toEqual([true, 'mother', 'id-card']);
      const mother = readIdNumber(guardian?.document.number ?? '', today);
      expect(mother).toMatchObject({ ok: true, sex: 'female' });
      expect(mother.ok && ageInYears(mother.birthDate, birthDate)).toBeGreaterThanOrEqual(20);
    }
    const unnamed = newborns.filter(({ name, guardian, sex }) => name === `${guardian?.name}之${sex === 'male' ? '子' : '女'}`);
    expect(unnamed.length / newborns.length).toBeCloseTo(0.5, 1);
  });
});

it('name each outcome that the registry may have', () => {
  expect(new Set(people.map(({ outcome }) => outcome))).toEqual(new Set(ARCHIVE_OUTCOMES));
});
