import { z } from 'zod';
import { CLAIM_FIELDS, IDENTITY_STATUSES } from '../domain/identity/check.js';
import { ID_TYPES } from '../domain/identity/identifier.js';
import { AUTHORITIES } from '../domain/identity/tiers.js';
import { EXAMPLE, freeText, id, instant, staffId } from './fields.js';
import { defineOperation } from './operation.js';

export const IdentityCheck = z
  .strictObject({
    residentId: id('resident'),
    version: z.int().min(0),
    status: z.enum(['not-asked', ...IDENTITY_STATUSES]).meta({ description: '`not-found` is an answer of the authority; while it is away the check stays `asking`' }),
    authority: z.enum(AUTHORITIES).nullable().meta({ description: 'whom the last question went to, by the age of the resident' }),
    differing: z.array(z.enum(CLAIM_FIELDS)).meta({ description: "on which the authority's record is another" }),
    verified: z.strictObject({ by: z.enum(['authority', 'staff']), at: instant }).nullable(),
    fallBackOpen: z.boolean().meta({ description: 'staff may verify from documents now' }),
    fallBackAt: instant.nullable().meta({ description: 'from when they may, where the authority has not answered by then' }),
    faulted: z.boolean().meta({ description: 'our own process has failed at this question, and tries again' }),
  })
  .meta({ id: 'IdentityCheck' });
export type IdentityCheck = z.infer<typeof IdentityCheck>;

export const identityCheckExample: IdentityCheck = {
  residentId: EXAMPLE.resident, version: 1, status: 'asking', authority: 'police-face', differing: [], verified: null, fallBackOpen: false, fallBackAt: '2026-11-24T01:10:00.000Z', faulted: false,
};
const who = { tag: 'identity-checks', kinds: ['site-client'], params: z.strictObject({ id: id('resident') }), status: 200, answer: IdentityCheck } as const;
const params = { id: EXAMPLE.resident };

export const getIdentityCheck = defineOperation({
  ...who, id: 'getIdentityCheck', method: 'get', path: '/v1/residents/{id}/identity-check', summary: 'Whether the real name of a resident has been verified', scope: 'residents:read', problems: [404],
  examples: { params, answer: identityCheckExample },
});

export const askIdentityCheck = defineOperation({
  ...who, id: 'askIdentityCheck', method: 'post', path: '/v1/residents/{id}/identity-check', summary: 'Have it verified by the authority of the age tier; asking again puts a new question', scope: 'residents:write',
  body: z.strictObject({ capture: z.string().min(1).max(200).nullable().default(null).meta({ description: 'token of the capture service for a live face, which the police compare; no image passes through us' }), staffId: staffId.optional() }).meta({ id: 'AskIdentityCheck' }),
  problems: [404, 409], examples: { params, bodies: { withFace: { capture: 'c0ffee' }, without: {} }, answer: identityCheckExample },
});

export const attestIdentity = defineOperation({
  ...who, id: 'attestIdentity', method: 'post', path: '/v1/residents/{id}/identity-check/attest', summary: 'Verify it from documents that staff have seen, where the authority cannot or does not say', scope: 'residents:write',
  body: z
    .strictObject({ staffId, document: z.enum(ID_TYPES), remark: freeText.meta({ description: 'what was seen and compared; kept encrypted as evidence' }) })
    .meta({ id: 'AttestIdentity' }),
  problems: [404, 409],
  examples: { params, bodies: { idCard: { staffId: 'N-101', document: 'id-card', remark: 'original seen, photograph and person agree' } }, answer: { ...identityCheckExample, version: 2, status: 'verified', verified: { by: 'staff', at: EXAMPLE.at }, fallBackAt: null } },
});
