import { readIdNumber } from '../../domain/identity/id-number.js';
import { readPhone } from '../../domain/identity/phone.js';
import { ageInYears, toLocalDate } from '../../domain/time.js';
import { CITIES } from './cities.js';
import { generateResidents } from './generate.js';

const today = toLocalDate('2026-11-24');
const people = generateResidents({ seed: 7, count: 5000, today });
const shareOf = (holds: (person: (typeof people)[number]) => boolean) => people.filter(holds).length / people.length;

describe('generated residents', () => {
  it('are the same people for the same seed, and others for another', () => {
    expect(generateResidents({ seed: 7, count: 5000, today })).toEqual(people);
    expect(generateResidents({ seed: 8, count: 10, today })).not.toEqual(people.slice(0, 10));
  });

  it('keep the first ones when more are asked for', () => {
    expect(generateResidents({ seed: 7, count: 120, today })).toEqual(people.slice(0, 120));
  });

  it('have a valid number that agrees with their birth date, sex and city', () => {
    for (const { identifiers, birthDate, sex, areaCode } of people) {
      const [identifier] = identifiers;
      expect(identifier?.type).toBe('id-card');
      expect(identifier?.number.slice(4, 6)).toBe('99');
      expect(readIdNumber(identifier?.number ?? '', today)).toMatchObject({ ok: true, digits: 18, birthDate, sex, cityCode: areaCode.slice(0, 4) });
    }
  });

  it('have numbers of their own', () => {
    expect(new Set(people.map(({ identifiers }) => identifiers[0]?.number)).size).toBe(people.length);
    const archiveNos = people.map(({ archiveNo }) => archiveNo).filter((archiveNo) => archiveNo !== null);
    expect(new Set(archiveNos).size).toBe(archiveNos.length);
    for (const archiveNo of archiveNos) expect(archiveNo).toMatch(/^\d{18}$/);
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

  it.each([0, 0.25, 0.6, 1])('are known to the registry by the share %p, which changes nothing else', (archiveShare) => {
    const drawn = generateResidents({ seed: 7, count: 5000, today, archiveShare });
    expect(drawn.filter(({ archiveNo }) => archiveNo !== null).length / drawn.length).toBeCloseTo(archiveShare, 1);
    const without = (list: typeof people) => list.map(({ archiveNo: _, ...rest }) => rest);
    expect(without(drawn)).toEqual(without(people));
  });
});
