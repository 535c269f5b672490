import { z } from 'zod';
import { ESCORT_RELATIONS } from '../domain/identity/escort.js';
import { GUARDIAN_RELATIONS } from '../domain/identity/guardian.js';
import { ID_TYPES } from '../domain/identity/identifier.js';
import { code, day, EXAMPLE, id, Identifier, instant, personName } from './fields.js';
import { Signature } from './journey-commands.js';
import { defineOperation } from './operation.js';
import { Guardian } from './residents.js';

const params = z.strictObject({ id: id('resident') });

const scope = {
  relation: z.enum(ESCORT_RELATIONS).meta({ description: 'who the escort is to the resident' }),
  products: z.array(code).min(1).max(50).nullable().meta({ description: 'for which they may sign; null: whatever is planned' }),
  validFrom: day,
  validUntil: day.meta({ description: 'last day' }),
};

export const NewEscortAuthorisation = z
  .strictObject({
    siteId: id('site').optional().meta({ description: 'site that it was handed to; needed when the client has several' }),
    name: personName,
    document: Identifier,
    ...scope,
    authorisedBy: Guardian.meta({ description: 'who has authorised; kept encrypted with the signature' }),
    signature: Signature,
  })
  .meta({ id: 'NewEscortAuthorisation' });

/** Masked as a resident is: enough to compare with the document that the escort shows. */
export const EscortAuthorisation = z
  .strictObject({
    id: id('authorisation'),
    name: z.string(),
    document: z.strictObject({ type: z.enum(ID_TYPES), number: z.string() }),
    ...scope,
    authorisedBy: z.enum(GUARDIAN_RELATIONS),
    recordedAt: instant,
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'EscortAuthorisation' });
export type EscortAuthorisation = z.infer<typeof EscortAuthorisation>;

const example: EscortAuthorisation = {
  id: EXAMPLE.command, name: '区***', document: { type: 'id-card', number: '4401**********0026' }, relation: 'grandparent', products: null,
  validFrom: '2026-11-24', validUntil: '2026-12-31', authorisedBy: 'mother', recordedAt: EXAMPLE.at, revokedAt: null,
};

export const authoriseEscort = defineOperation({
  id: 'authoriseEscort', method: 'post', path: '/v1/residents/{id}/escort-authorisations', tag: 'residents', summary: 'Put on record that a guardian lets an escort sign for a resident',
  scope: 'residents:write', kinds: ['site-client'], params, body: NewEscortAuthorisation,
  status: 201, answer: EscortAuthorisation, problems: [404],
  examples: {
    params: { id: EXAMPLE.resident },
    bodies: {
      grandmother: {
        name: '区阳示例', document: { type: 'id-card', number: '440199196203120026' }, relation: 'grandparent', products: null, validFrom: '2026-11-24', validUntil: '2026-12-31',
        authorisedBy: { name: '欧阳示例', relation: 'mother', document: { type: 'id-card', number: '440199199603120029' } }, signature: { how: 'paper', paperReference: 'box-12.89' },
      },
    },
    answer: example,
  },
});

export const listEscortAuthorisations = defineOperation({
  id: 'listEscortAuthorisations', method: 'get', path: '/v1/residents/{id}/escort-authorisations', tag: 'residents', summary: 'Whom guardians have let sign for a resident, the newest first, at most 50',
  scope: 'residents:read', kinds: ['site-client'], params,
  status: 200, answer: z.strictObject({ data: z.array(EscortAuthorisation) }).meta({ id: 'EscortAuthorisations' }), problems: [404],
  examples: { params: { id: EXAMPLE.resident }, answer: { data: [example] } },
});

export const revokeEscortAuthorisation = defineOperation({
  id: 'revokeEscortAuthorisation', method: 'post', path: '/v1/residents/{id}/escort-authorisations/{authorisationId}/revoke', tag: 'residents', summary: 'End an authorisation at once; what was signed by it stands',
  scope: 'residents:write', kinds: ['site-client'], params: params.extend({ authorisationId: id('authorisation') }), body: z.strictObject({}),
  status: 200, answer: EscortAuthorisation, problems: [404],
  examples: { params: { id: EXAMPLE.resident, authorisationId: EXAMPLE.command }, bodies: { revoked: {} }, answer: { ...example, revokedAt: EXAMPLE.at } },
});
