import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SEXES } from '../domain/schedule/edition.js';
import type { ScheduleCase } from '../domain/schedule/cases.js';
import { toLocalDate } from '../domain/time.js';

const day = z.iso.date().transform(toLocalDate);
const days = z.array(day).default([]);
// An expected answer names keys of ours; one that is not ours agrees with nothing.
const answer = z.record(z.string(), z.unknown());

/** Other keys are notes of the file's author. */
const scheduleCase = z.object({
  id: z.coerce.string(),
  birthDate: day,
  sex: z.enum(SEXES).nullable().default(null),
  asOf: day,
  birthWeightGrams: z.number().positive().nullable().default(null),
  doses: z.array(z.object({ vaccine: z.string().min(1), date: day })).default([]),
  immunoglobulins: days,
  exposures: days,
  expect: z.object({ doses: z.array(answer).optional(), forecast: z.array(answer.and(z.looseObject({ vaccine: z.string().min(1) }))).optional() }).default({}),
});

const casesFile = z.object({ cases: z.array(scheduleCase) }) satisfies z.ZodType<{ cases: ScheduleCase[] }>;

/**
 * The cases of a text or a file.
 * @throws {Error} naming each field that is wrong
 */
export function parseCases(text: string): ScheduleCase[] {
  const result = casesFile.safeParse(JSON.parse(text));
  if (result.success) return result.data.cases;
  throw new Error(result.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('\n'));
}

/** Throws as `parseCases` does, with the file's name. */
export function readCases(file: string): ScheduleCase[] {
  try {
    return parseCases(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
