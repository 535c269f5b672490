import { addDays, addMonths, daysBetween, type LocalDate } from '../../domain/time.js';
import { AGE_BANDS } from './cities.js';
import type { Random } from './random.js';

type Ages = { from: number; to: number };

/** A day on which somebody of an age between these can have been born, never later than `today`. */
export function drawBirthDate(random: Random, today: LocalDate, { from, to }: Ages = random.weighted(AGE_BANDS)): LocalDate {
  const age = from + random.int(to - from + 1);
  const latest = addMonths(today, -12 * age);
  const earliest = addDays(addMonths(today, -12 * (age + 1)), 1);
  return addDays(earliest, random.int(daysBetween(earliest, latest) + 1));
}
