import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { PROBLEM_STATUS, PROBLEM_TYPE_PREFIX, type Problem, type ProblemCode } from '../contracts/problem.js';
import { DatabaseError } from '../db/database-error.js';
import { NewerPolicyError } from '../domain/policies/names.js';
import { HttpProblem } from './http-problem.js';
import { requestIdOf } from './request-log.js';

export const BODY_LIMIT_BYTES = 100_000;

/** The one place that writes error bodies: RFC 9457 with `code` and `params`; what it does not know says nothing but its request id. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = toProblem(error);
    const requestId = requestIdOf(request);
    if (problem.status >= 500) logger.error({ requestId, code: problem.code, err: error }, 'request failed');
    const body: Problem = { type: `${PROBLEM_TYPE_PREFIX}${problem.code}`, title: problem.code.replaceAll('-', ' '), status: problem.status, code: problem.code, params: problem.params, requestId };
    response.status(problem.status).set(problem.headers ?? {}).type('application/problem+json').send(JSON.stringify(body));
  };
}

export const notFound: RequestHandler = () => {
  throw problemOf('not-found');
};

/** For an address that exists, asked by a method it does not take. */
export function methodNotAllowed(methods: readonly string[]): RequestHandler {
  return () => {
    throw new HttpProblem({ status: 405, code: 'method-not-allowed', params: { allowed: methods }, headers: { Allow: methods.join(', ') } });
  };
}

export function problemOf(code: ProblemCode, params: Record<string, unknown> = {}, headers: Record<string, string> = {}): HttpProblem {
  return new HttpProblem({ status: PROBLEM_STATUS[code], code, params, headers });
}

export function unavailable(code: 'unavailable' | 'newer-state' = 'unavailable'): HttpProblem {
  return problemOf(code, {}, { 'Retry-After': '2' });
}

function toProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const parser = parserProblem(error);
  if (parser) return parser;
  if (error instanceof NewerPolicyError) return unavailable('newer-state');
  return isDatabaseAway(error) ? unavailable() : problemOf('internal-error');
}

/** Errors of the body parser and of Express's own routing carry `type` or `status`. */
function parserProblem(error: unknown): HttpProblem | null {
  if (error instanceof URIError) return problemOf('not-found');
  switch (field(error, 'type')) {
    case 'entity.parse.failed': case 'request.size.invalid': case 'request.aborted': return problemOf('malformed-json');
    case 'entity.too.large': return problemOf('body-too-large', { limitBytes: BODY_LIMIT_BYTES });
    case 'encoding.unsupported': case 'charset.unsupported': return problemOf('unsupported-media-type');
    default: return null;
  }
}

const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', '57P01', '57P02', '57P03', '53100', '53200', '53300', '08000', '08001', '08003', '08006']);

/** The database cannot be asked now, by the codes of Node and Postgres; never by the text of a message, which may hold a value. */
function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (error instanceof DatabaseError && error.unavailable) return true;
  const name = field(error, 'name');
  if (typeof name === 'string' && /^Sequelize(Connection|HostNot|AccessDenied|InvalidConnection)/.test(name)) return true;
  if (CONNECTION_CODES.has(String(field(error, 'code')))) return true;
  if (error instanceof Error && /^(timeout exceeded when trying to connect|Connection terminated)/.test(error.message)) return true;
  return isDatabaseAway(field(error, 'cause') ?? field(error, 'parent'));
}

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null && name in error ? (error as Record<string, unknown>)[name] : undefined;
}
