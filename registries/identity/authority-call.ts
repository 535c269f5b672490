import type { z } from 'zod';
import type { Identifier } from '../../domain/identity/identifier.js';
import { Unavailable } from '../errors.js';
import { callJson } from '../http.js';

export type AuthorityParts = { baseUrl: string; key: string; timeoutMs?: number };

type Call<T> = { system: string; path: string; headers: Record<string, string>; body: string; answer: z.ZodType<T>; signal: AbortSignal | undefined };

const MAX_BYTES = 16_384;

/** One question to an authority. Numbers go in the body, never in an address. */
export function askAuthority<T>({ baseUrl, timeoutMs = 10_000 }: AuthorityParts, { path, signal, ...call }: Call<T>): Promise<T> {
  return callJson({ ...call, method: 'POST', url: new URL(`${baseUrl.replace(/\/$/, '')}${path}`), timeoutMs, maxBytes: MAX_BYTES, ...(signal && { signal }) });
}

/** An answer to another question, or about another number, is none. */
export function checkEcho(system: string, asked: { key: string; identifier: Identifier }, said: { key: string; number: string | null | undefined }): void {
  if (said.key !== asked.key || said.number !== asked.identifier.number) throw new Unavailable(system, 'malformed');
}
