import { z } from 'zod';
import { CODE_ATTRIBUTES } from '../domain/health-code/claims.js';
import { EXAMPLE, freeText, id, instant } from './fields.js';
import { defineOperation } from './operation.js';

export const HealthCode = z
  .strictObject({
    id: id('health code'),
    residentId: id('resident'),
    status: z.enum(['normal', 'suspended']),
    attribute: z.enum(CODE_ATTRIBUTES).meta({ description: 'temporary: identifies for the time being only' }),
    version: z.int().min(1),
    staticText: z.string().nullable().meta({ description: 'for print; may be shown again until the code is superseded or suspended. Null while codes cannot be signed' }),
  })
  .meta({ id: 'HealthCode' });
export type HealthCode = z.infer<typeof HealthCode>;

export const DynamicText = z.strictObject({ text: z.string(), expiresAt: instant }).meta({ id: 'DynamicText' });

const example: HealthCode = { id: EXAMPLE.healthCode, residentId: EXAMPLE.resident, status: 'normal', attribute: 'formal', version: 1, staticText: 'eyJhbGciOiJFUzI1NiJ9.eyJ2ZXIiOjF9.c2lnbmF0dXJl' };
const params = z.strictObject({ id: id('health code') });
const one = { method: 'post', tag: 'health-codes', status: 200, problems: [404, 409], params } as const;

export const issueHealthCode = defineOperation({
  id: 'issueHealthCode', method: 'post', path: '/v1/residents/{id}/health-codes', tag: 'health-codes',
  summary: 'Issue the electronic health code of a resident whose identity has been verified; a temporary one needs a known number, and becomes formal, never the other way round',
  scope: 'health-codes:issue', kinds: ['site-client', 'channel'], params: z.strictObject({ id: id('resident') }), body: z.strictObject({ attribute: z.enum(CODE_ATTRIBUTES).default('formal') }).meta({ id: 'IssueHealthCode' }),
  status: 201, answer: HealthCode, problems: [404, 409],
  examples: { params: { id: EXAMPLE.resident }, bodies: { issue: { attribute: 'formal' }, temporary: { attribute: 'temporary' } }, answer: example },
});

export const mintDynamicText = defineOperation({
  ...one, id: 'mintDynamicText', asks: true, path: '/v1/health-codes/{id}/dynamic-text', summary: 'A fresh dynamic text to show: short-lived, single use',
  scope: 'health-codes:issue', kinds: ['site-client', 'channel'], body: z.strictObject({}).meta({ id: 'MintDynamicText' }), answer: DynamicText,
  examples: { params: { id: EXAMPLE.healthCode }, bodies: { mint: {} }, answer: { text: 'eyJhbGciOiJFUzI1NiJ9.eyJ2ZXIiOjF9.c2lnbmF0dXJl', expiresAt: '2026-11-24T01:01:00.000Z' } },
});

const Reasoned = z.strictObject({ reason: freeText.meta({ description: 'kept encrypted; the audit refers to it by id' }) }).meta({ id: 'WithReason' });

export const suspendHealthCode = defineOperation({
  ...one, id: 'suspendHealthCode', path: '/v1/health-codes/{id}/suspend', summary: 'Suspend a code: it is refused from now on',
  scope: 'health-codes:suspend', kinds: ['operator'], body: Reasoned, answer: HealthCode,
  examples: { params: { id: EXAMPLE.healthCode }, bodies: { suspend: { reason: 'reported as copied' } }, answer: { ...example, status: 'suspended' } },
});

export const resumeHealthCode = defineOperation({
  ...one, id: 'resumeHealthCode', path: '/v1/health-codes/{id}/resume', summary: 'Let a suspended code be shown again',
  scope: 'health-codes:suspend', kinds: ['operator'], body: Reasoned, answer: HealthCode,
  examples: { params: { id: EXAMPLE.healthCode }, bodies: { resume: { reason: 'settled with the resident' } }, answer: example },
});

export const getJwks = defineOperation({
  id: 'getJwks', method: 'get', path: '/.well-known/jwks.json', tag: 'health-codes', summary: 'Public keys of our issuer', scope: null, kinds: [],
  status: 200, answer: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())) }).meta({ id: 'Jwks' }), problems: [],
  examples: { answer: { keys: [{ kty: 'EC', crv: 'P-256', kid: 'example', x: 'x', y: 'y', use: 'sig', alg: 'ES256' }] } },
});
