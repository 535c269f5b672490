import { z } from 'zod';
import type { ReadingKind } from '../domain/health-code/classify-scan.js';
import { STAGES } from '../domain/journey/stages.js';
import { banners, day, EXAMPLE, id, Identifier, scannedText } from './fields.js';
import { defineOperation } from './operation.js';
import { Resident } from './residents.js';

/** What a text can be taken for; `readAs` answers the question of `text-ambiguous`. */
export const READING_KINDS = [
  'health-code', 'id-number', 'residence-permit', 'foreigner-card', 'passport', 'hk-macau-permit', 'taiwan-permit', 'archive-number', 'certificate-barcode', 'birth-certificate',
  'trace-code', 'resident-id',
] as const satisfies readonly ReadingKind[];

export const ScanAnswer = z
  .strictObject({
    kind: z.enum(READING_KINDS).meta({ description: 'what the text was taken for' }),
    resident: Resident.nullable().meta({ description: 'masked, to read back; null for a trace code and for nobody known here' }),
    journeyId: id('journey').nullable().meta({ description: 'the one journey of today at this site, or null' }),
    candidates: z.array(z.strictObject({ journeyId: id('journey'), stage: z.enum(STAGES) })),
    traceCode: z.strictObject({ code: z.string(), lot: z.string().nullable(), expiresOn: day.nullable() }).nullable(),
    banners,
  })
  .meta({ id: 'ScanAnswer' });
export type ScanAnswer = z.infer<typeof ScanAnswer>;

export const scanText = defineOperation({
  id: 'scanText', asks: true, method: 'post', path: '/v1/sites/{id}/scans', tag: 'scans', summary: 'Say what a scanned text is and whose journey it belongs to; changes no journey',
  scope: 'journeys:desk', kinds: ['site-client'], params: z.strictObject({ id: id('site') }),
  body: z
    .strictObject({
      text: scannedText.optional(),
      readAs: z.enum(READING_KINDS).optional().meta({ description: 'answers `text-ambiguous`' }),
      document: Identifier.optional().meta({ description: 'in place of a text: a number typed with what it is the number of' }),
    })
    .meta({ id: 'Scan' }),
  status: 200, answer: ScanAnswer, problems: [404, 409],
  examples: {
    params: { id: EXAMPLE.site },
    bodies: {
      code: { text: 'eyJhbGciOiJFUzI1NiJ9.eyJ2ZXIiOjF9.c2lnbmF0dXJl' }, answered: { text: '440199202406010021', readAs: 'id-number' },
      typed: { document: { type: 'passport', number: 'E12345678' } },
    },
    answer: {
      kind: 'health-code', journeyId: EXAMPLE.journey, candidates: [{ journeyId: EXAMPLE.journey, stage: 'arrived' }], traceCode: null, banners: [],
      resident: { id: EXAMPLE.resident, name: '欧*', birthDate: '2024-06-01', sex: 'female', phone: null, nationality: 'CN', guardian: null, identifiers: [] },
    },
  },
});
