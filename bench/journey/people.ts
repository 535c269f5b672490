import type { LocalDate } from '../../domain/time.js';
import { ageInYears } from '../../domain/time.js';
import { generateResidents } from '../../simulators/residents/generate.js';
import type { GeneratedResident } from '../../simulators/residents/resident.js';
import { UNREMARKABLE } from '../../simulators/residents/shares.js';

export type Visitor = GeneratedResident & { phone: string };

/** Of all residents so many are grown-up and have a phone, at least. */
const SHARE = 0.6;

/** Adults with a phone, whom no registry knows: each comes once, and each side has its own. */
export function createPeople({ seed, today }: { seed: number; today: LocalDate }) {
  let people: Visitor[] = [];
  let taken = 0;
  return {
    take(count: number): Visitor[] {
      if (people.length < taken + count) {
        people = generateResidents({ seed, count: Math.ceil((taken + count) / SHARE) + 100, today, ...UNREMARKABLE }).flatMap(
          ({ phone, ...rest }) => (phone !== null && ageInYears(rest.birthDate, today) >= 18 ? [{ ...rest, phone }] : []),
        );
      }
      const some = people.slice(taken, taken + count);
      if (some.length < count) throw new Error('the generator gave fewer adults than expected');
      taken += count;
      return some;
    },
  };
}

export type People = ReturnType<typeof createPeople>;

/** What everybody gets: one dose that is free and given to adults. */
export const DOSE = { productId: 'covid-i', doseNumber: 1 } as const;
