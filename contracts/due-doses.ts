import { z } from 'zod';
import { PROGRAMMES } from '../domain/schedule/edition.js';
import { DOSE_RULES } from '../domain/schedule/evaluate.js';
import { FORECAST_STATUSES } from '../domain/schedule/forecast.js';
import { day, EXAMPLE, id } from './fields.js';
import { defineOperation } from './operation.js';

/** The next dose of one course of the schedule. */
export const DueDose = z
  .strictObject({
    vaccine: z.string(),
    series: z.string().meta({ description: 'of the schedule: courses of one series are alternatives' }),
    doseNumber: z.int().meta({ description: 'within the disease, as in the table of the schedule; where complete that of the last dose' }),
    status: z.enum(FORECAST_STATUSES),
    rule: z.enum(DOSE_RULES).nullable().meta({ description: 'what it waits for, or why there is none' }),
    edition: z.string(),
    programme: z.enum(PROGRAMMES),
    earliestOn: day.nullable(),
    overdueOn: day.nullable(),
    latestOn: day.nullable(),
    condition: z.string().nullable().meta({ description: 'what a person has to find before it: `ppd-negative`' }),
    urgent: z.boolean().meta({ description: 'after an exposure: walk-in at any hour' }),
    plans: z.array(z.strictObject({ productId: z.string(), series: z.string(), doseNumber: z.int() })).meta({ description: 'what may be planned for it today, as `doses` of a walk-in or a booking name it' }),
  })
  .meta({ id: 'DueDose' });
export type DueDose = z.infer<typeof DueDose>;

export const listDueDoses = defineOperation({
  id: 'listDueDoses', method: 'get', path: '/v1/residents/{id}/due-doses', tag: 'results', summary: 'Next doses of a resident by the schedule in force today and the doses on record here, and why',
  scope: ['residents:read', 'journeys:book'], kinds: ['site-client', 'channel'], params: z.strictObject({ id: id('resident') }),
  status: 200, answer: z.strictObject({ asOf: day, data: z.array(DueDose) }).meta({ id: 'DueDoses' }), problems: [404],
  examples: {
    params: { id: EXAMPLE.resident },
    answer: {
      asOf: EXAMPLE.day,
      data: [{
        vaccine: 'MMR', series: 'MMR', doseNumber: 2, status: 'due', rule: null, edition: '2021', programme: 'national', earliestOn: '2025-12-01', overdueOn: '2026-06-01', latestOn: '2042-05-31',
        condition: null, urgent: false, plans: [{ productId: 'mmr', series: 'MMR', doseNumber: 2 }],
      }],
    },
  },
});
