import { z } from 'zod';
import { REFUSAL_STATUS, type RefusalCode } from '../domain/refusals.js';

/** Problems of the transport, beside the refusals of the rules, with their status. */
export const PROBLEM_STATUS = {
  'malformed-json': 400,
  'idempotency-key-required': 400,
  'idempotency-key-invalid': 400,
  'sign-in-failed': 400,
  'return-path-invalid': 400,
  'not-authenticated': 401,
  'assertion-required': 401,
  'assertion-invalid': 401,
  'device-unknown': 401,
  'enrolment-code-invalid': 401,
  'pin-refused': 401,
  'scope-missing': 403,
  'not-for-this-client': 403,
  'not-for-this-role': 403,
  'not-as-somebody-else': 403,
  'not-on-oneself': 403,
  'cross-site-request': 403,
  'person-unknown': 403,
  'second-factor-required': 403,
  'full-sign-in-required': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'try-again': 409,
  'version-moved': 409,
  'changed-meanwhile': 409,
  'client-revoked': 409,
  'saved-queries-full': 409,
  'identifier-taken': 409,
  'identity-not-verified': 409,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'invalid-request': 422,
  'list-not-offered': 422,
  'export-too-large': 422,
  'report-too-large': 422,
  'idempotency-key-reused': 422,
  'device-tries-used-up': 429,
  'internal-error': 500,
  'newer-state': 503,
  unavailable: 503,
} as const;
export type ProblemCode = keyof typeof PROBLEM_STATUS;

export const PROBLEM_CODES = Object.keys(PROBLEM_STATUS) as ProblemCode[];
export const REFUSAL_CODES = Object.keys(REFUSAL_STATUS) as RefusalCode[];

export const PROBLEM_TYPE_PREFIX = 'urn:miaocheng:problem:';

/** RFC 9457. `title` names the code and is not localised; texts stand in `contracts/messages` and take `params`. */
export const Problem = z
  .strictObject({
    type: z.string().startsWith(PROBLEM_TYPE_PREFIX),
    title: z.string(),
    status: z.int(),
    code: z.enum([...REFUSAL_CODES, ...PROBLEM_CODES] as [string, ...string[]]),
    params: z.record(z.string(), z.unknown()),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
