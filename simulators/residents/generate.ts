import type { LocalDate } from '../../domain/time.js';
import { withArchives } from './holdings.js';
import { drawHousehold } from './people.js';
import { createRandom, type Random } from './random.js';
import type { GeneratedResident } from './resident.js';
import { ALL_ARCHIVES, ALL_PEOPLE, type ArchiveShares, type PeopleShares } from './shares.js';
import { nothingTaken } from './taken.js';

export type GenerateInput = { seed: number; count: number; today: LocalDate; people?: PeopleShares; archives?: ArchiveShares };

/**
 * Invented residents of Guangdong for demos, tests and load, each with what the registry holds about them. The same seed, day and shares
 * give the same people, and a larger count only adds to them; the shares of the archives change nothing of what we register.
 */
export function generateResidents({ seed, count, today, people = ALL_PEOPLE, archives = ALL_ARCHIVES }: GenerateInput): GeneratedResident[] {
  const random = createRandom(seed);
  const taken = nothingTaken();
  const residents: GeneratedResident[] = [];
  while (residents.length < count) {
    const household = drawHousehold(drawShare(random, people), { random, today, taken });
    for (const person of household) {
      // What the registry holds is drawn apart, so that it takes the same from the people's draws whatever it comes to.
      const apart = createRandom(random.int(2 ** 32));
      residents.push(withArchives(person, drawShare(apart, archives), { random: apart, today, taken }));
    }
  }
  return residents.slice(0, count);
}

function drawShare<K extends string>(random: Random, shares: Partial<Record<K, number>>): K {
  return random.weighted(Object.entries(shares) as [K, number][]);
}
