import { z } from 'zod';
import type { PolicyName } from '../domain/policies/names.js';
import type { ScheduleDocument } from './load-schedule.js';

/** The shape of `schedule` before the editions: least ages and intervals of each series, of one edition. */
const simpleSchedule = z.object({
  effectiveFrom: z.string(),
  source: z.string(),
  edition: z.string(),
  liveIntervalDays: z.number(),
  series: z.array(z.object({ series: z.string(), minAgeMonths: z.array(z.number()).min(1), minIntervalDays: z.array(z.number()), finishBeforeMonths: z.array(z.number().nullable()) })).min(1),
});

/** Of the products that were shipped then: vaccines that have not the name of their series, and the injected live ones. */
const VACCINES: Record<string, string> = { Polio: 'IPV' };
const INJECTED_LIVE = ['MMR', 'JE-L', 'HepA-L'];

/** Before the board of the observation desk there was no such limit. */
const ALARM_BEFORE_IT_WAS_SAID_MS = 600_000;

/** A published document in the shape that this release reads: what two people have put in force goes on deciding until two people replace it. */
export function liftDocument(name: PolicyName, document: unknown): unknown {
  if (name === 'clocks' && typeof document === 'object') return { observationAlarmMs: ALARM_BEFORE_IT_WAS_SAID_MS, ...document };
  const simple = name === 'schedule' ? simpleSchedule.safeParse(document) : undefined;
  return simple?.success ? toEditions(simple.data) : document;
}

/** Decides as it did: nothing ends with an age, and no vaccine has a row that it did not name. */
function toEditions({ effectiveFrom: validFrom, source, edition, liveIntervalDays, series }: z.infer<typeof simpleSchedule>): ScheduleDocument {
  const rows = series.map((one) => ({
    name: one.series, series: one.series, disease: one.series, validFrom, source, confirm: true,
    vaccines: [VACCINES[one.series] ?? one.series],
    injectedLive: INJECTED_LIVE.includes(one.series),
    steps: one.minAgeMonths.map((months, n) => ({
      minAge: `P${months}M`,
      finishBefore: one.finishBeforeMonths[n] === undefined || one.finishBeforeMonths[n] === null ? null : `P${one.finishBeforeMonths[n]}M`,
      intervals: one.minIntervalDays[n - 1] === undefined ? [] : [{ after: 'previous' as const, span: `P${one.minIntervalDays[n - 1]}D` }],
    })),
  }));
  return { editions: [{ edition, programme: 'national', validFrom, source, liveInterval: `P${liveIntervalDays}D`, rows }] };
}
