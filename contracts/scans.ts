import { z } from 'zod';
import type { ReadingKind } from '../domain/health-code/classify-scan.js';
import { STAGES } from '../domain/journey/stages.js';
import type { RefusalCode } from '../domain/refusals.js';
import { banners, day, EXAMPLE, id, Identifier, instant, lot, scannedText } from './fields.js';
import { defineOperation } from './operation.js';
import { Resident } from './residents.js';

/** What a text can be taken for; `readAs` answers the question of `text-ambiguous`. */
export const READING_KINDS = [
  'health-code', 'id-number', 'residence-permit', 'foreigner-card', 'passport', 'hk-macau-permit', 'taiwan-permit', 'archive-number', 'certificate-barcode', 'birth-certificate',
  'trace-code', 'resident-id',
] as const satisfies readonly ReadingKind[];

/** Why a package may not be used, as `verify` would refuse it. */
export const UNUSABLE = [
  'product-unknown', 'lot-differs-from-scan', 'expiry-differs-from-scan', 'lot-unknown', 'lot-recalled', 'lot-held', 'lot-expired', 'vial-past-discard-time', 'trace-code-over-used',
] as const satisfies readonly RefusalCode[];

const ScannedPackage = z
  .strictObject({
    code: z.string().meta({ description: 'by which uses of the package are counted' }),
    product: z.strictObject({ productId: z.string(), name: z.strictObject({ zh: z.string(), en: z.string() }), specification: z.string() }).nullable().meta({ description: 'null where no product of ours has this prefix or GTIN' }),
    lot: z.string().nullable().meta({ description: 'as the code says it, else as the request names it' }),
    expiresOn: day.nullable(),
    usesLeft: z.int().min(0).nullable().meta({ description: 'doses that no site has taken from it yet' }),
    discardAt: instant.nullable().meta({ description: 'when the opened package is to be discarded; null while unopened, and for a package of one dose' }),
    usable: z.boolean().nullable().meta({ description: 'null: 20 digits say no lot; name the one that is printed on the package' }),
    why: z.enum(UNUSABLE).nullable().meta({ description: 'why not, as `verify` would refuse it' }),
  })
  .meta({ id: 'ScannedPackage' });

export const ScanAnswer = z
  .strictObject({
    kind: z.enum(READING_KINDS).meta({ description: 'what the text was taken for' }),
    resident: Resident.nullable().meta({ description: 'masked, to read back; null for a trace code and for nobody known here' }),
    journeyId: id('journey').nullable().meta({ description: 'the one journey of today at this site, or null' }),
    candidates: z.array(z.strictObject({ journeyId: id('journey'), stage: z.enum(STAGES) })),
    traceCode: ScannedPackage.nullable(),
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
      lot: lot.optional().meta({ description: 'printed on a package whose code says none' }),
      document: Identifier.optional().meta({ description: 'in place of a text: a number typed with what it is the number of' }),
    })
    .meta({ id: 'Scan' }),
  status: 200, answer: ScanAnswer, problems: [404, 409],
  examples: {
    params: { id: EXAMPLE.site },
    bodies: {
      code: { text: 'eyJhbGciOiJFUzI1NiJ9.eyJ2ZXIiOjF9.c2lnbmF0dXJl' }, answered: { text: '440199202406010021', readAs: 'id-number' },
      package: { text: '84100400000000000001', lot: 'L2026A' },
      typed: { document: { type: 'passport', number: 'E12345678' } },
    },
    answer: {
      kind: 'health-code', journeyId: EXAMPLE.journey, candidates: [{ journeyId: EXAMPLE.journey, stage: 'arrived' }], traceCode: null, banners: [],
      resident: { id: EXAMPLE.resident, name: '欧*', birthDate: '2024-06-01', sex: 'female', phone: null, nationality: 'CN', guardian: null, identifiers: [] },
    },
  },
});
