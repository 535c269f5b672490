import { addMonths, ageInYears, type LocalDate } from '../../../domain/time.js';

const MONTHS = 12;
const DAY_MS = 86_400_000;
/** Until school the schedule counts in months, and in the first months days matter. */
const IN_MONTHS_BELOW_YEARS = 7;

export type Age = { years: number; months: number; days: number; inMonths: boolean };

/** Completed months since birth and the days beyond them, or years: the form in which the rules of that age count. */
export function ageOn(birthDate: LocalDate, day: LocalDate): Age {
  const years = ageInYears(birthDate, day);
  let months = years * MONTHS;
  while (addMonths(birthDate, months + 1) <= day) months += 1;
  const days = Math.round((Date.parse(day) - Date.parse(addMonths(birthDate, months))) / DAY_MS);
  return { years, months, days, inMonths: years < IN_MONTHS_BELOW_YEARS };
}
