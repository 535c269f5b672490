import { z } from 'zod';
import { ARCHIVE_FIELDS, ARCHIVE_STATES } from '../domain/archive/compare.js';
import { REGISTRY_STATES } from '../domain/archive/registry-state.js';
import { AUTHORITIES } from '../domain/identity/tiers.js';
import { AuditActor } from './audit.js';
import { day, EXAMPLE, id, instant, pageOf, pageQuery } from './fields.js';
import { HealthCode } from './health-codes.js';
import { IdentityCheck, identityCheckExample } from './identity-checks.js';
import { JourneyRow } from './journeys.js';
import { defineOperation } from './operation.js';
import { NewResident, Resident } from './residents.js';

/** Why somebody sees personal data in the clear; a closed list, since it stands in the audit, which has none. */
export const REVEAL_REASONS = ['compare-with-document', 'call-resident', 'decide-case', 'answer-request', 'investigate-complaint'] as const;

const FieldOrigin = z
  .strictObject({
    field: z.enum(ARCHIVE_FIELDS), source: z.enum(['registration', 'registry']), at: instant, siteId: id('site').nullable().meta({ description: 'where it was taken from the registry' }),
    authority: z.enum([...AUTHORITIES, 'staff', 'resident']).nullable().meta({ description: 'who vouches for it: whoever verified the identity, the resident for what they say of themselves, null for nobody yet' }),
    vouchedAt: instant.nullable(),
  })
  .meta({ id: 'FieldOrigin' });

const RecordedDose = z
  .strictObject({
    plannedDoseId: id('planned dose'), journeyId: id('journey').nullable(), siteId: id('site').nullable(), productId: z.string().nullable(), vaccine: z.string(), series: z.string(), doseNumber: z.int(), lot: z.string().nullable(),
    bodySite: z.string().nullable(), route: z.string().nullable(), givenOn: day, givenAt: instant.nullable(), registry: z.string(), registryState: z.enum(REGISTRY_STATES),
    uploadDueAt: instant.nullable().meta({ description: 'the 24 hours of a dose that the registry has not confirmed' }),
  })
  .meta({ id: 'RecordedDose' });

/** What there is about a resident, without who it is. */
export const ResidentRecord = z
  .strictObject({
    residentId: id('resident'),
    archive: z.strictObject({ state: z.enum(ARCHIVE_STATES), registry: z.string().nullable(), archiveNo: z.string().nullable().meta({ description: 'masked' }), version: z.int(), registryVersion: z.string().nullable() }),
    origins: z.array(FieldOrigin),
    doses: z.array(RecordedDose),
    healthCode: HealthCode.pick({ id: true, status: true, attribute: true, version: true }).meta({ id: 'RecordedHealthCode' }).nullable(),
    identityCheck: IdentityCheck,
    journeys: z.array(JourneyRow).meta({ description: 'the newest 50 within reach' }),
  })
  .meta({ id: 'ResidentRecord' });
export type ResidentRecord = z.infer<typeof ResidentRecord>;

const people = { tag: 'residents', scope: [], kinds: ['person'], status: 200, problems: [404], params: z.strictObject({ id: id('resident') }) } as const;
const params = { id: EXAMPLE.resident };

export const getResidentRecord = defineOperation({
  ...people, id: 'getResidentRecord', method: 'get', path: '/v1/residents/{id}/record', summary: 'Archive with the origin of each field, doses with where they stand at the registry, health code, identity check and journeys', answer: ResidentRecord,
  examples: {
    params,
    answer: {
      residentId: EXAMPLE.resident, archive: { state: 'known', registry: 'registry-guangdong', archiveNo: '4401**********0025', version: 2, registryVersion: '7' },
      origins: [{ field: 'name', source: 'registration', at: EXAMPLE.at, siteId: null, authority: 'police-face', vouchedAt: EXAMPLE.at }],
      doses: [{
        plannedDoseId: EXAMPLE.plannedDose, journeyId: EXAMPLE.journey, siteId: EXAMPLE.site, productId: 'mmr', vaccine: 'MMR', series: 'MMR', doseNumber: 1, lot: '202609A1', bodySite: 'left-upper-arm', route: 'SC', givenOn: EXAMPLE.day, givenAt: EXAMPLE.at,
        registry: 'registry-guangdong', registryState: 'uploaded', uploadDueAt: '2026-11-25T01:00:00.000Z',
      }],
      healthCode: { id: EXAMPLE.healthCode, status: 'normal', attribute: 'formal', version: 1 }, identityCheck: identityCheckExample, journeys: [],
    },
  },
});

const InClear = z.strictObject({ ...Resident.shape, name: NewResident.shape.name }).meta({ id: 'ResidentInClear' });
export type ResidentInClear = z.infer<typeof InClear>;

export const revealResident = defineOperation({
  ...people, id: 'revealResident', method: 'post', asks: true, path: '/v1/residents/{id}/reveal', summary: 'Who a resident is, in the clear, with a reason; each time stands in the audit', body: z.strictObject({ reason: z.enum(REVEAL_REASONS) }).meta({ id: 'ResidentReveal' }), answer: InClear,
  examples: {
    params, bodies: { document: { reason: 'compare-with-document' } },
    answer: { id: EXAMPLE.resident, name: '欧阳示例', birthDate: '2024-06-01', sex: 'female', phone: '13900000000', nationality: 'CN', guardian: null, identifiers: [{ type: 'id-card', number: '440199202406010021' }] },
  },
});

const Look = z
  .strictObject({ id: z.uuid(), at: instant, actor: AuditActor, action: z.string(), reason: z.enum(REVEAL_REASONS).nullable() })
  .meta({ id: 'ResidentLook' });
export type ResidentLook = z.infer<typeof Look>;

export const listResidentLooks = defineOperation({
  ...people, id: 'listResidentLooks', method: 'get', path: '/v1/residents/{id}/looks', summary: 'Who looked a resident up, read or changed something of theirs, newest first, from the audit', query: z.strictObject(pageQuery), answer: pageOf(Look).meta({ id: 'ResidentLookPage' }),
  examples: { params, query: { first: '25' }, answer: { data: [{ id: EXAMPLE.command, at: EXAMPLE.at, actor: { kind: 'person', personId: EXAMPLE.command }, action: 'resident.reveal', reason: 'call-resident' }], pageInfo: { hasNextPage: false, endCursor: null } } },
});
