import { z } from 'zod';
import { ID_TYPES } from '../domain/identity/identifier.js';
import { SEXES } from '../domain/identity/sex.js';
import { day, EXAMPLE, id } from './fields.js';
import { defineOperation } from './operation.js';

const name = z.string().trim().min(1).max(100);
const Identifier = z.strictObject({ type: z.enum(ID_TYPES), number: z.string().min(1).max(64) }).meta({ id: 'Identifier' });

export const NewResident = z
  .strictObject({
    siteId: id('site').optional().meta({ description: 'site that registers; needed when the client has several' }),
    name,
    identifiers: z.array(Identifier).max(5).meta({ description: 'none for a newborn without a number' }),
    birthDate: day,
    sex: z.enum(SEXES),
    phone: z.string().min(1).max(30).nullable().default(null),
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
    identifiers: z.array(z.strictObject({ type: z.enum(ID_TYPES), number: z.string() })),
  })
  .meta({ id: 'Resident' });
export type Resident = z.infer<typeof Resident>;

const example: Resident = { id: EXAMPLE.resident, name: '欧*', birthDate: '2024-06-01', sex: 'female', phone: '139****0000', identifiers: [{ type: 'id-card', number: '4401**********0025' }] };
const siteField = id('site').optional().meta({ description: 'site that asks; needed when the client has several' });

export const registerResident = defineOperation({
  id: 'registerResident', method: 'post', path: '/v1/residents', tag: 'residents', summary: 'Register a resident',
  scope: 'residents:write', kinds: ['site-client'], body: NewResident,
  status: 201, answer: Resident, problems: [404, 409],
  examples: {
    bodies: {
      child: { name: '欧阳示例', identifiers: [{ type: 'id-card', number: '440199202406010021' }], birthDate: '2024-06-01', sex: 'female', phone: '13900000000' },
      newborn: { name: '示例之女', identifiers: [], birthDate: '2026-11-23', sex: 'female', phone: null },
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
