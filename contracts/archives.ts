import { z } from 'zod';
import { ARCHIVE_FIELDS } from '../domain/archive/compare.js';
import { UPLOAD_STATES } from '../domain/journey/state.js';
import { day, EXAMPLE, id, instant } from './fields.js';
import { JourneyArchive } from './journeys.js';
import { defineOperation } from './operation.js';

export const Archive = z
  .strictObject({
    residentId: id('resident'),
    version: z.int().nullable().meta({ description: 'our version; null when nothing is kept yet' }),
    known: z.boolean(),
    today: z.array(z.strictObject({ journeyId: id('journey'), archive: JourneyArchive })).meta({ description: "both sides for each journey of today: what `confirmArchive` names" }),
  })
  .meta({ id: 'Archive' });

const params = z.strictObject({ id: id('resident') });
const who = { method: 'get', params, status: 200, problems: [404] } as const;

export const getArchive = defineOperation({
  ...who, id: 'getArchive', path: '/v1/residents/{id}/archive', tag: 'archives', summary: 'Our side of the archive and the versions of both sides',
  scope: 'residents:read', kinds: ['site-client'], answer: Archive,
  examples: {
    params: { id: EXAMPLE.resident },
    answer: {
      residentId: EXAMPLE.resident, version: 1, known: true,
      today: [{ journeyId: EXAMPLE.journey, archive: { oursVersion: 1, theirsVersion: null, outcome: 'none', fields: {}, decision: null, settled: false } }],
    },
  },
});

const value = z.string().nullable().meta({ description: 'null where that side has none' });

/** What a look-up found to differ, in the clear: for whoever has to compare it with a document. Each reading is audited. */
export const ArchiveDifferences = z
  .strictObject({
    journeyId: id('journey'),
    theirsVersion: z.string().nullable(),
    needs: z.string().nullable().meta({ description: 'why there are no two sides to compare, such as `several-archives`' }),
    fields: z.array(z.strictObject({ field: z.enum(ARCHIVE_FIELDS), how: z.enum(['differs', 'ours-missing', 'theirs-missing']), ours: value, theirs: value })),
  })
  .meta({ id: 'ArchiveDifferences' });
export type ArchiveDifferences = z.infer<typeof ArchiveDifferences>;

export const getArchiveDifferences = defineOperation({
  ...who, id: 'getArchiveDifferences', path: '/v1/journeys/{id}/archive-differences', tag: 'archives', summary: 'Where our record and the archive at the registry differ, with both values',
  scope: ['journeys:desk', 'cases:work'], kinds: ['site-client', 'operator'], params: z.strictObject({ id: id('journey') }), answer: ArchiveDifferences,
  examples: {
    params: { id: EXAMPLE.journey },
    answer: { journeyId: EXAMPLE.journey, theirsVersion: '7', needs: null, fields: [{ field: 'phone', how: 'differs', ours: '13900000000', theirs: '13800000000' }] },
  },
});

/** One dose that was injected, with its way to the registry. */
export const Result = z
  .strictObject({
    journeyId: id('journey'),
    siteId: id('site'),
    plannedDoseId: id('planned dose'),
    productId: z.string(),
    vaccine: z.string(),
    series: z.string(),
    doseNumber: z.int(),
    status: z.enum(['given', 'reported-unverified', 'uncounted']),
    givenAt: instant,
    givenOn: day,
    upload: z.enum(UPLOAD_STATES).nullable(),
    uploadDueAt: instant.nullable(),
    uploadSecondsLeft: z.int().nullable().meta({ description: 'of the 24 h to the registry; null once confirmed, 0 when over' }),
  })
  .meta({ id: 'Result' });
export type Result = z.infer<typeof Result>;

export const listResults = defineOperation({
  ...who, id: 'listResults', path: '/v1/residents/{id}/results', tag: 'results', summary: 'Doses of a resident and whether the registry has them',
  scope: ['residents:read', 'journeys:book'], kinds: ['site-client', 'channel'], answer: z.strictObject({ data: z.array(Result) }).meta({ id: 'ResultList' }),
  examples: {
    params: { id: EXAMPLE.resident },
    answer: {
      data: [{
        journeyId: EXAMPLE.journey, siteId: EXAMPLE.site, plannedDoseId: EXAMPLE.plannedDose, productId: 'mmr', vaccine: 'MMR', series: 'MMR', doseNumber: 1, status: 'given',
        givenAt: EXAMPLE.at, givenOn: EXAMPLE.day, upload: 'sent', uploadDueAt: '2026-11-25T01:00:00.000Z', uploadSecondsLeft: 86000,
      }],
    },
  },
});
