import { OpenAPIRegistry, OpenApiGeneratorV31, type ResponseConfig, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { may } from '../domain/access/permissions.js';
import { ROLES } from '../domain/access/roles.js';
import { isWrite, type Operation } from './operation.js';
import { OPERATIONS } from './operations.js';
import { Problem } from './problem.js';

const STATUS_TEXT: Record<number, string> = {
  400: 'body or Idempotency-Key missing or malformed',
  401: 'no valid access token, and nobody signed in',
  403: 'scope missing, not for this kind of client, or not for this role',
  404: 'unknown, or not within reach of this caller: the two look alike',
  409: 'the state says no; `code` and `params` say why',
  413: 'body over 100 kB',
  415: 'not application/json',
  422: 'a field breaks its rule, an unknown field, or a request that cannot be',
  500: 'a fault of ours',
  503: 'not available now; Retry-After says when to come back',
};

const Headers = z.strictObject({
  'Idempotency-Key': z.string().min(1).max(200).meta({ description: 'same key and body: the first answer again for 35 days; same key and other body: 422' }),
});

const ChannelHeaders = { 'Resident-Assertion': z.string().optional().meta({ description: 'channels only: signed JWT naming the resident they act for' }) };

type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** The OpenAPI 3.1 document of the API, from the same operations that its routes are registered from. */
export function createOpenApiDocument(publicUrl: string): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'access token of the client credentials grant with private_key_jwt (RFC 7523)',
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey', in: 'cookie', name: '__Host-miaocheng', description: 'a person signed in in a browser; every method but GET also carries `Miaocheng-Request: 1` and comes from a page of this service',
  });
  for (const operation of OPERATIONS) registry.registerPath(routeOf(operation));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Miaocheng 苗程', version: '1',
      description: 'One resident through one visit to a vaccination site. Problems are RFC 9457 with `code` and `params`; texts in Chinese and English are in `contracts/messages`.',
    },
    servers: [{ url: publicUrl }],
  });
}

function routeOf(operation: Operation): RouteConfig {
  const scopes = typeof operation.scope === 'string' ? [operation.scope] : [...(operation.scope ?? [])];
  return {
    operationId: operation.id,
    method: operation.method,
    path: operation.path,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.scope === null ? { security: [] } : { description: whoMay(operation, scopes), security: [...(scopes.length > 0 ? [{ bearer: [] }] : []), { session: [] }] }),
    request: requestOf(operation),
    responses: {
      ...Object.fromEntries(problemStatuses(operation).map((status) => [status, problemOf(status)])),
      ...Object.fromEntries([operation.status, ...(operation.answersAlso ?? [])].map((status) => [status, answerOf(operation)])),
    },
  };
}

/** Machine clients by scope and kind, people by role. */
function whoMay({ id, kinds }: Operation, scopes: readonly string[]): string {
  const roles = ROLES.filter((role) => may([role], id));
  const machines = scopes.length > 0 ? `Scope: ${scopes.map((scope) => `\`${scope}\``).join(' or ')}. For: ${kinds.join(', ')}. ` : '';
  return `${machines}Roles: ${roles.length === ROLES.length ? 'all' : roles.join(', ') || 'none'}.`;
}

function requestOf(operation: Operation): NonNullable<RouteConfig['request']> {
  const headers = { ...(isWrite(operation) ? Headers.shape : {}), ...(operation.kinds.includes('channel') ? ChannelHeaders : {}) };
  const request: NonNullable<RouteConfig['request']> = { headers: z.object(headers) };
  if (operation.params instanceof z.ZodObject) request.params = operation.params;
  if (operation.query instanceof z.ZodObject) request.query = operation.query;
  if (operation.body) {
    const examples = Object.fromEntries(Object.entries(operation.examples.bodies ?? {}).map(([name, value]) => [name, { value }]));
    request.body = { required: true, content: { 'application/json': { schema: operation.body, examples } } };
  }
  return request;
}

function answerOf(operation: Operation): ResponseConfig {
  const replay = { 'Idempotent-Replay': { schema: { type: 'string' as const, enum: ['true'] }, description: 'present when this is the first answer again' } };
  return {
    description: operation.status === 201 ? 'created' : 'done',
    content: Object.fromEntries(mediaOf(operation).map((media) => [media, { schema: operation.answer, examples: { example: { value: operation.examples.answer } } }])),
    ...(isWrite(operation) ? { headers: replay } : {}),
  };
}

function mediaOf({ stream, files }: Operation): readonly string[] {
  if (files) return files;
  return [stream ? 'text/event-stream' : 'application/json'];
}

function problemOf(status: number): ResponseConfig {
  return { description: STATUS_TEXT[status] ?? 'problem', content: { 'application/problem+json': { schema: Problem } } };
}

/** Statuses every operation of its sort can answer with, and its own. */
export function problemStatuses(operation: Operation): number[] {
  const asksWho = operation.scope === null ? [] : [401, 403, 422, 503];
  const reads = operation.body ? [400, 413, 415, ...(isWrite(operation) ? [409] : [])] : [];
  return [...new Set([...asksWho, ...reads, ...operation.problems, 500])].sort((a, b) => a - b);
}
