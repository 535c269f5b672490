import { createFieldCipher } from '../../db/field-cipher.js';
import { createKeyRing } from '../../db/key-ring.js';
import type { ResidentId } from '../../domain/ids.js';
import { createRandom, type Random } from '../../simulators/residents/random.js';
import { createCalendar } from './calendar.js';
import { drawCase, rowsOfCase } from './cases.js';
import { idAt } from './ids.js';
import type { Place, Places } from './places.js';
import { rowsOfLots } from './lots.js';
import { rowOf, type Row } from './rows.js';
import { rowOfMember } from './tallies.js';
import { drawVisit, rowsOfVisit } from './visits.js';

/** Comments of cases are kept as the product keeps them, under a key that opens nothing else. */
export const benchCipher = createFieldCipher(createKeyRing([['bench', Buffer.alloc(32, 'bench')]]));

const VISITS_PER_RESIDENT = 2.5;
const AT_HOME = 0.9;
const YEAR_MS = 365 * 86_400_000;

/** `nowMs`: two years of visits end there. */
export type Wanted = { journeys: number; seed: number; nowMs: number };

/** All rows in the order in which they came about; the same for the same input but for the ciphertext of comments. */
export function* generateRows({ journeys, seed, nowMs }: Wanted, places: Places): Generator<Row> {
  const random = createRandom(seed);
  const calendar = createCalendar(nowMs);
  const parts = { calendar, cipher: benchCipher };
  const people = createPeople(random, Math.ceil(journeys / VISITS_PER_RESIDENT), calendar.firstMs, places);
  for (const { siteId, areaCode } of places.sites) {
    yield rowOf('sites', { id: siteId, name: { zh: '门诊', en: 'Site' }, area_code: areaCode, registry: 'guangdong', switched_on_on: '2022-12-01' });
  }
  yield* rowsOfLots(random, journeys);
  for (let n = 0; n < journeys; n += 1) {
    const startedAtMs = calendar.startedAt(n, journeys);
    const { residentId, place, isNew, isNewHere } = people.next();
    if (isNewHere) yield rowOf('resident_access', { resident_id: residentId, site_id: place.siteId, area_code: place.areaCode, until: new Date(nowMs + YEAR_MS), why: 'booking' });
    const found = drawCase(random, calendar, startedAtMs);
    const visit = { ...drawVisit(random, calendar, { residentId, place, startedAtMs }), openCases: found?.open ? 1 : 0 };
    yield* rowsOfVisit(random, calendar, visit);
    if (isNew) yield rowOfMember(random, visit);
    if (found) yield* rowsOfCase(random, parts, visit, found);
  }
}

/** Everybody has a site, to which nine visits in ten go. */
function createPeople(random: Random, count: number, sinceMs: number, places: Places) {
  const people: { residentId: ResidentId; home: Place; known: Place[] }[] = [];
  return {
    next(): { residentId: ResidentId; place: Place; isNew: boolean; isNewHere: boolean } {
      const index = random.int(count);
      const isNew = !people[index];
      const person = (people[index] ??= { residentId: idAt(random, sinceMs - YEAR_MS + index), home: places.draw(random), known: [] });
      const place = random.chance(AT_HOME) ? person.home : places.draw(random);
      const isNewHere = !person.known.includes(place);
      if (isNewHere) person.known.push(place);
      return { residentId: person.residentId, place, isNew, isNewHere };
    },
  };
}
