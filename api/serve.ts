import type { IRouter, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Operation } from '../contracts/operation.js';
import { isWrite } from '../contracts/operation.js';
import { principalOf, requireKind, requireScope, type Principal } from './auth/principal.js';
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

export type Handler<O extends Operation> = (call: Call<O>) => Promise<z.infer<O['answer']>>;

/** Registers one operation of the contract: who may, what comes in by its schemas, what goes out by its status. */
export function serve<const O extends Operation>(router: IRouter, authenticate: RequestHandler, operation: O, handler: Handler<O>): void {
  const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
  const noteRoute: RequestHandler = (request, _response, next) => {
    note(request, { route: operation.path });
    next();
  };
  const gate = operation.scope === null ? [] : [authenticate, allow(operation)];
  router[operation.method](path, noteRoute, ...gate, async (request, response) => {
    const answer = await handler(readCall(operation, request, response));
    response.status(operation.status).json(answer);
  });
}

function allow(operation: Operation): RequestHandler {
  const scopes = typeof operation.scope === 'string' ? [operation.scope] : [...(operation.scope ?? [])];
  return (request, response, next) => {
    const principal = principalOf(response);
    note(request, { clientId: principal.clientId });
    requireKind(principal, operation.kinds);
    requireScope(principal, scopes);
    next();
  };
}

function readCall<O extends Operation>(operation: O, request: Request, response: Response): Call<O> {
  const params = parsePath(operation.params, request.params);
  return {
    principal: operation.scope === null ? NOBODY : principalOf(response),
    params,
    query: parse(operation.query, request.query, '?'),
    body: operation.body ? parse(operation.body, jsonBody(request), '') : undefined,
    key: isWrite(operation) ? readKey(request) : '',
    path: request.path,
    request,
    response,
  } as Call<O>; // each part was parsed by the schema that its type comes from
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

/** Every field that breaks a rule is named with it. */
function parse(schema: z.ZodType | undefined, value: unknown, prefix: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.flatMap((issue) => {
    const at = prefix + issue.path.map(String).join('.');
    // Unknown fields are named; values never are, since they may be personal data.
    return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => ({ field: prefix + [...issue.path, key].map(String).join('.'), rule: 'unknown-field' })) : [{ field: at || 'body', rule: ruleOf(issue) }];
  });
  throw problemOf('invalid-request', { fields });
}

function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type': return `must be ${issue.expected}`;
    case 'too_small': return `at least ${String(issue.minimum)}`;
    case 'too_big': return `at most ${String(issue.maximum)}`;
    case 'invalid_format': return issue.format === 'regex' ? `must match ${issue.pattern}` : `must be ${issue.format}`;
    case 'invalid_value': return `one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union': return 'options' in issue && issue.options ? `one of ${issue.options.map(String).join(', ')}` : 'invalid-union';
    default: return issue.code.replaceAll('_', '-');
  }
}
