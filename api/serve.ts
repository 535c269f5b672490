import type { IRouter, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Operation } from '../contracts/operation.js';
import { isWrite } from '../contracts/operation.js';
import { principalOf, requireKind, requirePermission, requireScope, type Principal } from './auth/principal.js';
import { problemOf } from './error-handler.js';
import { readKey } from './idempotency-key.js';
import { note } from './request-log.js';

type Parsed<S> = S extends z.ZodType ? z.infer<S> : undefined;
type Part<O, Name extends string> = O extends Record<Name, infer S> ? Parsed<S> : undefined;

/** What a handler receives: who calls, and exactly what its operation parses. `key` is there for writes. */
export type Call<O extends Operation> = {
  principal: Principal;
  params: Part<O, 'params'>;
  query: Part<O, 'query'>;
  body: Part<O, 'body'>;
  key: string;
  path: string;
  request: Request;
  response: Response;
};

/** Any call that writes: what its key and its caller's rights are read from. */
export type KeyedCall = Omit<Call<Operation>, 'params' | 'query' | 'body'> & { body: unknown };

export type Handler<O extends Operation> = (call: Call<O>) => Promise<z.infer<O['answer']>>;

/** Registers one operation of the contract: who may, what comes in by its schemas, what goes out by its status. */
export function serve<const O extends Operation>(router: IRouter, authenticate: RequestHandler, operation: O, handler: Handler<O>): void {
  route(router, authenticate, operation, async (call) => {
    const answer = await handler(call);
    call.response.status(operation.status).json(answer);
  });
}

/** Registers an operation whose handler writes events to the response for as long as the connection lasts. */
export function serveStream<const O extends Operation>(router: IRouter, authenticate: RequestHandler, operation: O, open: (call: Call<O>) => void): void {
  route(router, authenticate, operation, async (call) => open(call));
}

/** Registers an operation that answers with a file; the handler writes it once it knows that there is one. */
export function serveFile<const O extends Operation>(router: IRouter, authenticate: RequestHandler, operation: O, write: (call: Call<O>) => Promise<void>): void {
  route(router, authenticate, operation, write);
}

function route<O extends Operation>(router: IRouter, authenticate: RequestHandler, operation: O, respond: (call: Call<O>) => Promise<void>): void {
  const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
  const noteRoute: RequestHandler = (request, response, next) => {
    note(request, { route: operation.path });
    response.locals['operation'] = operation.id;
    next();
  };
  const gate = operation.scope === null ? [] : [authenticate, allow(operation)];
  router[operation.method](path, noteRoute, ...gate, (request, response) => respond(readCall(operation, request, response)));
}

function allow(operation: Operation): RequestHandler {
  const scopes = typeof operation.scope === 'string' ? [operation.scope] : [...(operation.scope ?? [])];
  return (request, response, next) => {
    const principal = principalOf(response);
    note(request, { clientId: principal.clientId });
    if (principal.person) requirePermission(principal.person, operation.id);
    else {
      requireKind(principal, operation.kinds);
      requireScope(principal, scopes);
    }
    next();
  };
}

/** The body of a request outside the contract, by its schema. Throws 415 or 422. */
export function readBody<S extends z.ZodType>(schema: S, request: Request): z.infer<S> {
  return parse(schema, jsonBody(request), '') as z.infer<S>;
}

function readCall<O extends Operation>(operation: O, request: Request, response: Response): Call<O> {
  const params = parsePath(operation.params, request.params);
  const principal = operation.scope === null ? NOBODY : principalOf(response);
  const body = operation.body ? parse(operation.body, jsonBody(request), '') : undefined;
  requireOwnName(principal, body);
  return {
    principal,
    params,
    query: parse(operation.query, request.query, '?'),
    body,
    key: isWrite(operation) ? readKey(request) : '',
    path: request.path,
    request,
    response,
  } as Call<O>; // each part was parsed by the schema that its type comes from
}

/** A desk's client names its staff; a person who is signed in is the staff, and nobody else (A23). */
function requireOwnName({ person }: Principal, body: unknown): void {
  const named = typeof body === 'object' && body !== null && 'staffId' in body ? body.staffId : undefined;
  if (person && named !== undefined && named !== person.personId) throw problemOf('not-as-somebody-else');
}

/** Of a public operation: no scope, no site. */
const NOBODY: Principal = { clientId: '', kind: 'channel', siteIds: [], areaCode: null, scopes: [], residentId: null };

function jsonBody(request: Request): unknown {
  if (!request.is('application/json')) throw problemOf('unsupported-media-type');
  return request.body as unknown;
}

/** A path that is no id looks like one that is not there. */
function parsePath(schema: z.ZodType | undefined, params: unknown): unknown {
  const result = schema?.safeParse(params);
  if (result?.success === false) throw problemOf('not-found');
  return result?.data;
}

/** Throws 422 with every field that breaks a rule. */
function parse(schema: z.ZodType | undefined, value: unknown, prefix: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw problemOf('invalid-request', { fields: faultsOf(result.error, prefix) });
}

/** Each field that an error speaks of with its rule. Unknown fields are named; values never are, since they may be personal data. */
export function faultsOf({ issues }: z.ZodError, prefix: string): { field: string; rule: string }[] {
  return issues.flatMap((issue) => {
    const at = prefix + issue.path.map(String).join('.');
    return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => ({ field: prefix + [...issue.path, key].map(String).join('.'), rule: 'unknown-field' })) : [{ field: at || 'body', rule: ruleOf(issue) }];
  });
}

function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type': return `must be ${issue.expected}`;
    case 'too_small': return `at least ${String(issue.minimum)}`;
    case 'too_big': return `at most ${String(issue.maximum)}`;
    case 'invalid_format': return issue.format === 'regex' ? `must match ${issue.pattern}` : `must be ${issue.format}`;
    case 'invalid_value': return `one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union': return 'options' in issue && issue.options ? `one of ${issue.options.map(String).join(', ')}` : 'invalid-union';
    case 'custom': return issue.message === 'Invalid input' ? 'custom' : issue.message;
    default: return issue.code.replaceAll('_', '-');
  }
}
