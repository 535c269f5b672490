import type { LocalDate } from '../time.js';
import type { Sex } from './edition.js';

/** `uncounted`: it went in, and somebody has decided, or is still to decide, that it does not count; intervals are kept to it all the same. */
export type GivenDose = { vaccine: string; on: LocalDate; uncounted?: boolean };

/** What is known of a resident; days by Asia/Shanghai date. */
export type VaccinationHistory = {
  birthDate: LocalDate;
  /** Null: unknown; a row for one sex is then for nobody. */
  sex: Sex | null;
  birthWeightGrams: number | null;
  doses: GivenDose[];
  immunoglobulins: LocalDate[];
  /** Days of exposure to rabies. */
  exposures: LocalDate[];
};
