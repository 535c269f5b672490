import { z } from 'zod';
import { CERTIFICATE_KINDS, REPRINT_REASONS } from '../domain/certificate/certificate.js';
import { SEXES } from '../domain/identity/sex.js';
import { day, EXAMPLE, id, Identifier, instant, staffId } from './fields.js';
import { Actor } from './journeys.js';
import { defineOperation } from './operation.js';

const kind = z.enum(CERTIFICATE_KINDS).meta({ description: '`booklet`: a line for each dose into the 预防接种证 of a child; `voucher`: the 接种凭证 of an adult' });
const number = z.int().min(1).meta({ description: '1 for the first print of a visit' });
const reason = z.enum(REPRINT_REASONS);

const Print = z.strictObject({ number, kind, reason: reason.nullable().meta({ description: 'of every print but the first' }), at: instant, by: Actor }).meta({ id: 'CertificatePrint' });

/** What stands of one dose (Norms 9.2.1 to 9.2.3). */
export const CertificateLine = z
  .strictObject({
    plannedDoseId: id('planned dose'),
    vaccine: z.string(),
    product: z.strictObject({ zh: z.string(), en: z.string() }),
    doseNumber: z.int(),
    givenOn: day,
    specification: z.string(),
    dose: z.string(),
    bodySite: z.string(),
    route: z.string(),
    maker: z.string(),
    lot: z.string(),
    expiresOn: day.nullable(),
    traceCode: z.string().nullable(),
    vaccinator: z.string().nullable().meta({ description: 'by name where it is somebody who signs in here, else by reference' }),
  })
  .meta({ id: 'CertificateLine' });

export const Certificate = z
  .strictObject({
    journeyId: id('journey'),
    kind,
    number,
    reprint: z.boolean().meta({ description: 'the paper says so' }),
    printedAt: instant,
    site: z.strictObject({ name: z.string(), nameEn: z.string().nullable(), address: z.string().nullable() }),
    resident: z.strictObject({ name: z.string(), sex: z.enum(SEXES), birthDate: day, document: Identifier.nullable().meta({ description: 'masked' }) }),
    lines: z.array(CertificateLine).min(1),
  })
  .meta({ id: 'Certificate' });
export type Certificate = z.infer<typeof Certificate>;

const of = { tag: 'results', kinds: ['site-client'], params: z.strictObject({ id: id('journey') }) } as const;

export const getCertificate = defineOperation({
  id: 'getCertificate', method: 'get', path: '/v1/journeys/{id}/certificate', summary: 'Whether a visit has something to print, and what was printed of it', ...of,
  scope: 'journeys:read', status: 200,
  answer: z.strictObject({ journeyId: id('journey'), kind, doses: z.int().min(0).meta({ description: 'that were given and count' }), prints: z.array(Print) }).meta({ id: 'CertificateState' }), problems: [404],
  examples: { params: { id: EXAMPLE.journey }, answer: { journeyId: EXAMPLE.journey, kind: 'booklet', doses: 1, prints: [{ number: 1, kind: 'booklet', reason: null, at: EXAMPLE.at, by: { kind: 'client', clientId: 'site-tianhe', staffId: 'N-301' } }] } },
});

export const printCertificate = defineOperation({
  id: 'printCertificate', method: 'post', path: '/v1/journeys/{id}/certificate/prints', summary: 'What is printed of a visit, counted; every print after the first with a reason', ...of,
  scope: 'journeys:desk', body: z.strictObject({ reason: reason.optional().meta({ description: 'needed from the second print on' }), staffId: staffId.optional() }).meta({ id: 'PrintRequest' }),
  status: 201, answer: Certificate, problems: [404, 409],
  examples: {
    params: { id: EXAMPLE.journey }, bodies: { first: { staffId: 'N-301' }, again: { reason: 'misprinted', staffId: 'N-301' } },
    answer: {
      journeyId: EXAMPLE.journey, kind: 'booklet', number: 1, reprint: false, printedAt: EXAMPLE.at, site: { name: '天河示例接种门诊', nameEn: null, address: null },
      resident: { name: '欧阳示例', sex: 'female', birthDate: '2024-06-01', document: { type: 'id-card', number: '4401**********0028' } },
      lines: [{
        plannedDoseId: EXAMPLE.plannedDose, vaccine: 'MMR', product: { zh: '麻腮风联合减毒活疫苗', en: 'MMR' }, doseNumber: 1, givenOn: EXAMPLE.day, specification: '0.5mL', dose: '0.5 mL', bodySite: 'left-upper-arm', route: 'SC',
        maker: '示例生物', lot: 'L2026A', expiresOn: '2027-01-01', traceCode: '84100400000000000001', vaccinator: 'N-204',
      }],
    },
  },
});
