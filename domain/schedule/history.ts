import type { LocalDate } from '../time.js';
import type { Sex } from './edition.js';

export type GivenDose = { vaccine: string; on: LocalDate };

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
