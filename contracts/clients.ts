import { z } from 'zod';
import { CLIENT_ALGS } from '../domain/access/client-keys.js';
import { CLIENT_KINDS, REVOCATION_REASONS } from '../domain/access/clients.js';
import { areaCode, day, EXAMPLE, id, instant, pageOf, pageQuery, plainText, version } from './fields.js';
import { defineOperation } from './operation.js';
import { SCOPES } from './scopes.js';

const administrators = { tag: 'administration', scope: [], kinds: ['person'] } as const;

const clientId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/).meta({ description: 'id of the client, which it signs in with' });
const params = z.strictObject({ id: clientId });
/** What anybody may type into an address and tell from any other; ids from before may be others. */
const newClientId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,63}$/);

const grant = {
  name: plainText(100),
  areaCode: areaCode.nullable().meta({ description: 'of an operator; null for everybody else' }),
  siteIds: z.array(id('site')).max(200).meta({ description: 'of a site client; empty for everybody else' }),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  validUntil: day.nullable().meta({ description: 'the last day; null without an end' }),
};

/** What stands in it besides the members of a public key is not kept; private material is refused. */
const jwk = z.looseObject({ kty: z.string() }).meta({ id: 'PublicJwk', description: 'a public key (RFC 7517): P-256, P-384, or RSA of 2048 bits and more, for the signature of ES256, ES384 or RS384. Without `kid` its thumbprint is its name' });

export const RegisteredKey = z
  .strictObject({
    thumbprint: z.string().meta({ description: 'RFC 7638, SHA-256' }), kid: z.string().meta({ description: 'by which the client names it in what it signs' }), alg: z.enum(CLIENT_ALGS), addedAt: instant, retiredAt: instant.nullable().meta({ description: 'null: it counts' }),
  })
  .meta({ id: 'RegisteredKey' });
export type RegisteredKey = z.infer<typeof RegisteredKey>;

export const RegisteredClient = z
  .strictObject({
    id: clientId, kind: z.enum(CLIENT_KINDS), ...grant, scopes: z.array(z.enum(SCOPES)), keys: z.array(RegisteredKey), status: z.enum(['active', 'revoked']),
    revokedAt: instant.nullable(), revokedFor: z.enum(REVOCATION_REASONS).nullable(), createdAt: instant, version,
  })
  .meta({ id: 'RegisteredClient' });
export type RegisteredClient = z.infer<typeof RegisteredClient>;

export const NewClient = z.strictObject({ id: newClientId, kind: z.enum(CLIENT_KINDS), ...grant, jwk }).meta({ id: 'NewClient' });
export type NewClient = z.infer<typeof NewClient>;
export const ClientChange = z.strictObject({ ...grant, version }).meta({ id: 'ClientChange' });
export type ClientChange = z.infer<typeof ClientChange>;
const NewClientKey = z.strictObject({ jwk, version }).meta({ id: 'NewClientKey' });
const KeyRetirement = z.strictObject({ thumbprint: z.string().regex(/^[A-Za-z0-9_-]{43}$/), version }).meta({ id: 'KeyRetirement' });
const ClientRevocation = z.strictObject({ reason: z.enum(REVOCATION_REASONS), version }).meta({ id: 'ClientRevocation' });
export type ClientRevocation = z.infer<typeof ClientRevocation>;

const grantExample = { name: '示例门诊系统', areaCode: null, siteIds: [EXAMPLE.site], scopes: ['journeys:read' as const, 'journeys:desk' as const], validUntil: null };
const jwkExample = { kty: 'EC', crv: 'P-256', x: 'og7HqqJ1k9CesoCmxWfR1tX2_7wJtB8iYHIjuVuc73E', y: 'VS1GYr7g6SXc3GOuL2XIMpTCcHIFRfhAtq0Po_gpCPM', kid: 'tianhe-2026' };
const keyExample: RegisteredKey = { thumbprint: 'dYonPDREJdmZiZfJIPZevoIbNJlhUw--LBgFjM7OCMc', kid: 'tianhe-2026', alg: 'ES256', addedAt: EXAMPLE.at, retiredAt: null };
const example: RegisteredClient = { id: 'site-tianhe', kind: 'site-client', ...grantExample, keys: [keyExample], status: 'active', revokedAt: null, revokedFor: null, createdAt: EXAMPLE.at, version: 1 };
const ofOne = { params: { id: example.id } };

/** Filters that the list of clients offers. */
export const CLIENT_LISTS = ['all', 'siteId'] as const;

export const listClients = defineOperation({
  id: 'listClients', method: 'get', path: '/v1/administration/clients', summary: 'Machine clients, by id', ...administrators,
  query: z.strictObject({ siteId: id('site').optional(), ...pageQuery }),
  status: 200, answer: pageOf(RegisteredClient).meta({ id: 'RegisteredClientPage' }), problems: [],
  examples: { query: { siteId: EXAMPLE.site }, answer: { data: [example], pageInfo: { hasNextPage: false, endCursor: null } } },
});

export const getClient = defineOperation({
  id: 'getClient', method: 'get', path: '/v1/administration/clients/{id}', summary: 'One of them, with its keys', ...administrators, params,
  status: 200, answer: RegisteredClient, problems: [404], examples: { ...ofOne, answer: example },
});

export const registerClient = defineOperation({
  id: 'registerClient', method: 'post', path: '/v1/administration/clients', summary: 'Register a machine client with its public key; its private key stays with it', ...administrators, body: NewClient,
  status: 201, answer: RegisteredClient, problems: [], examples: { bodies: { ofASite: { id: example.id, kind: 'site-client', ...grantExample, jwk: jwkExample } }, answer: example },
});

export const changeClient = defineOperation({
  id: 'changeClient', method: 'post', path: '/v1/administration/clients/{id}', summary: 'Change what a client may, where and until when; it counts at its next call', ...administrators, params, body: ClientChange,
  status: 200, answer: RegisteredClient, problems: [404, 409], examples: { ...ofOne, bodies: { narrower: { ...grantExample, scopes: ['journeys:read'], version: 1 } }, answer: { ...example, scopes: ['journeys:read'], version: 2 } },
});

export const addClientKey = defineOperation({
  id: 'addClientKey', method: 'post', path: '/v1/administration/clients/{id}/keys', summary: 'Add a public key; those that are there go on', ...administrators, params, body: NewClientKey,
  status: 200, answer: RegisteredClient, problems: [404, 409], examples: { ...ofOne, bodies: { next: { jwk: jwkExample, version: 1 } }, answer: { ...example, version: 2 } },
});

export const retireClientKey = defineOperation({
  id: 'retireClientKey', method: 'post', path: '/v1/administration/clients/{id}/keys/retire', summary: 'Retire a key for good: it opens no token any more, those that it opened end within five minutes', ...administrators, params, body: KeyRetirement,
  status: 200, answer: RegisteredClient, problems: [404, 409],
  examples: { ...ofOne, bodies: { former: { thumbprint: keyExample.thumbprint, version: 2 } }, answer: { ...example, version: 3 } },
});

export const revokeClient = defineOperation({
  id: 'revokeClient', method: 'post', path: '/v1/administration/clients/{id}/revoke', summary: 'Shut a client out for good, from its next call on', ...administrators, params, body: ClientRevocation,
  status: 200, answer: RegisteredClient, problems: [404, 409],
  examples: { ...ofOne, bodies: { compromised: { reason: 'key-compromised', version: 1 } }, answer: { ...example, status: 'revoked', revokedAt: EXAMPLE.at, revokedFor: 'key-compromised', version: 2 } },
});
