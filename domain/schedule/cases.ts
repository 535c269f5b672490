import type { LocalDate } from '../time.js';
import type { Sex } from './edition.js';
import { evaluateDoses, type EvaluatedDose, type RowsOn } from './evaluate.js';
import { forecastDoses, type Forecast } from './forecast.js';

/** A case of the schedule and what is expected of it; what an expectation leaves out is not compared. */
export type ScheduleCase = {
  id: string;
  birthDate: LocalDate;
  sex: Sex | null;
  asOf: LocalDate;
  birthWeightGrams: number | null;
  doses: { vaccine: string; date: LocalDate }[];
  immunoglobulins: LocalDate[];
  exposures: LocalDate[];
  /** `doses`: one entry per dose in their order. `forecast`: each has to agree with an answer for its vaccine. */
  expect: { doses?: Partial<EvaluatedDose>[]; forecast?: (Partial<Forecast> & { vaccine: string })[] };
};

export type CaseResult = { id: string; passed: boolean; expected: ScheduleCase['expect']; answer: { doses: EvaluatedDose[]; forecast: Forecast[] } };

/** Judges a case by `rowsOn` and compares it with what it expects. */
export function runCase(one: ScheduleCase, rowsOn: RowsOn): CaseResult {
  const { id, birthDate, sex, asOf, birthWeightGrams, immunoglobulins, exposures, expect } = one;
  const history = { birthDate, sex, birthWeightGrams, immunoglobulins, exposures, doses: one.doses.map(({ vaccine, date }) => ({ vaccine, on: date })) };
  const doses = evaluateDoses(history, rowsOn);
  const forecast = forecastDoses(history, asOf, rowsOn);
  const dosesAgree = !expect.doses || (expect.doses.length === doses.length && expect.doses.every((wanted, n) => agrees(wanted, doses[n])));
  const forecastAgrees = (expect.forecast ?? []).every((wanted) => forecast.some((answer) => agrees(wanted, answer)));
  return { id, passed: dosesAgree && forecastAgrees, expected: expect, answer: { doses, forecast } };
}

function agrees(wanted: object, answer: object | undefined): boolean {
  const values = new Map<string, unknown>(Object.entries(answer ?? {}));
  return Object.entries(wanted).every(([key, value]) => values.get(key) === value);
}
