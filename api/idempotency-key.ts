import type { Request } from 'express';
import { problemOf } from './error-handler.js';

const FORM = /^[\x21-\x7e]{1,200}$/;

/** Required on writes: the same key and body give the first answer again for 35 days. */
export function readKey(request: Request): string {
  const key = request.get('Idempotency-Key');
  if (key === undefined) throw problemOf('idempotency-key-required');
  if (!FORM.test(key)) throw problemOf('idempotency-key-invalid');
  return key;
}
