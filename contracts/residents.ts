import { z } from 'zod';
import { GUARDIAN_RELATIONS } from '../domain/identity/guardian.js';
import { ID_TYPES } from '../domain/identity/identifier.js';
import { SEXES } from '../domain/identity/sex.js';
import { day, EXAMPLE, id, Identifier, personName } from './fields.js';
import { defineOperation } from './operation.js';

const nationality = z.string().regex(/^[A-Z]{2}$/).meta({ description: 'ISO 3166 alpha-2; ID cards and permits say it themselves, a passport or a foreigner’s card needs it' });

export const Guardian = z.strictObject({ name: personName, relation: z.enum(GUARDIAN_RELATIONS), document: Identifier }).meta({ id: 'Guardian' });

export const NewResident = z
  .strictObject({
    siteId: id('site').optional().meta({ description: 'site that registers; needed when the client has several' }),
    name: personName,
    identifiers: z.array(Identifier).max(5).meta({ description: 'a newborn without an ID number has its birth certificate, or none at all' }),
    birthDate: day,
    sex: z.enum(SEXES),
    phone: z.string().min(1).max(30).nullable().default(null),
    nationality: nationality.optional(),
    guardian: Guardian.nullable().default(null).meta({ description: 'needed, as the mother, for whoever has no number but a birth certificate' }),
  })
  .meta({ id: 'NewResident' });
export type NewResident = z.infer<typeof NewResident>;

/** Masked: enough to read back to the person who stands there, not enough to use elsewhere. */
export const Resident = z
  .strictObject({
    id: id('resident'),
    name: z.string(),
    birthDate: day,
    sex: z.enum(SEXES),
    phone: z.string().nullable(),
    nationality: z.string(),
    guardian: z.strictObject({ name: z.string(), relation: z.enum(GUARDIAN_RELATIONS), document: z.strictObject({ type: z.enum(ID_TYPES), number: z.string() }) }).nullable(),
    identifiers: z.array(z.strictObject({ type: z.enum(ID_TYPES), number: z.string() })),
  })
  .meta({ id: 'Resident' });
export type Resident = z.infer<typeof Resident>;

const example: Resident = {
  id: EXAMPLE.resident, name: '欧*', birthDate: '2024-06-01', sex: 'female', phone: '139****0000', nationality: 'CN', guardian: null,
  identifiers: [{ type: 'id-card', number: '4401**********0025' }],
};
const siteField = id('site').optional().meta({ description: 'site that asks; needed when the client has several' });

export const registerResident = defineOperation({
  id: 'registerResident', method: 'post', path: '/v1/residents', tag: 'residents', summary: 'Register a resident',
  scope: 'residents:write', kinds: ['site-client'], body: NewResident,
  status: 201, answer: Resident, problems: [404, 409],
  examples: {
    bodies: {
      child: { name: '欧阳示例', identifiers: [{ type: 'id-card', number: '440199202406010021' }], birthDate: '2024-06-01', sex: 'female', phone: '13900000000', guardian: null },
      newborn: {
        name: '示例之女', identifiers: [{ type: 'birth-certificate', number: 'V440123456' }], birthDate: '2026-11-23', sex: 'female', phone: null,
        guardian: { name: '欧阳示例', relation: 'mother', document: { type: 'id-card', number: '440199199603120029' } },
      },
      passport: { name: 'SATO HANAKO', identifiers: [{ type: 'passport', number: 'TK1234567' }], nationality: 'JP', birthDate: '1990-04-05', sex: 'female', phone: null, guardian: null },
      taiwan: { name: '陈示例', identifiers: [{ type: 'taiwan-permit', number: '12345678' }], birthDate: '1985-02-03', sex: 'male', phone: null, guardian: null },
    },
    answer: example,
  },
});

export const lookUpResident = defineOperation({
  id: 'lookUpResident', asks: true, method: 'post', path: '/v1/residents/look-up', tag: 'residents', summary: 'Find a resident by number; hit and miss look alike',
  scope: 'residents:read', kinds: ['site-client'],
  body: z.strictObject({ siteId: siteField, identifier: Identifier }).meta({ id: 'ResidentLookUp' }),
  status: 200, answer: z.strictObject({ residents: z.array(Resident).max(1) }).meta({ id: 'ResidentLookUpAnswer' }), problems: [404],
  examples: { bodies: { byIdCard: { identifier: { type: 'id-card', number: '440199202406010021' } } }, answer: { residents: [example] } },
});

export const getResident = defineOperation({
  id: 'getResident', method: 'get', path: '/v1/residents/{id}', tag: 'residents', summary: 'One resident, masked',
  scope: ['residents:read', 'journeys:book'], kinds: ['site-client', 'channel'], params: z.strictObject({ id: id('resident') }),
  status: 200, answer: Resident, problems: [404],
  examples: { params: { id: EXAMPLE.resident }, answer: example },
});
