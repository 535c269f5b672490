import type { z } from 'zod';
import type { PrincipalKind, Scope } from './scopes.js';

/**
 * One operation of the API: the server registers its route from this, the document describes it from this, and the tests walk it.
 * `scope` null is public. Of several scopes one is enough, the handler narrows by what is asked. Scopes and `kinds` are of machine clients;
 * what people may do stands in the table of permissions, by `id`.
 */
export type Operation = {
  id: string;
  method: 'get' | 'post';
  /** OpenAPI form: `/v1/journeys/{id}`. */
  path: string;
  tag: string;
  summary: string;
  /** Answers with server-sent events, of which `answer` is the data of each, for as long as the connection lasts. */
  stream?: true;
  /** Answers with a file of one of these types in place of JSON. */
  files?: readonly string[];
  /** A POST that only asks: repeating it changes nothing, so it needs no key. */
  asks?: true;
  scope: Scope | readonly Scope[] | null;
  kinds: readonly PrincipalKind[];
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  status: 200 | 201;
  answer: z.ZodType;
  /** Statuses of problems beside those that every operation has. */
  problems: readonly number[];
  /** Statuses beside `status` that carry the answer itself. */
  answersAlso?: readonly number[];
  examples: { params?: Record<string, string>; query?: Record<string, string>; bodies?: Record<string, unknown>; answer: unknown };
};

/** Keeps the literal types, so that a handler gets exactly what its operation parses. */
export function defineOperation<const O extends Operation>(operation: O): O {
  return operation;
}

/** A write leaves something behind and carries an Idempotency-Key; a question asked by POST keeps numbers out of URLs and does not. */
export function isWrite(operation: Operation): boolean {
  return operation.method === 'post' && !operation.asks;
}
