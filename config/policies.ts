import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Clocks } from '../domain/policies.js';
import type { ClockPolicyName } from './variables.js';

const milliseconds = z.int().nonnegative();
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day as HH:MM');

/** Of `clocks.json` and those beside it. */
export const clocksFile = z.strictObject({
  effectiveFrom: z.iso.date(),
  source: z.string().min(1),
  noShowAfterMs: milliseconds.nullable(),
  observationMs: milliseconds,
  observationAlarmMs: milliseconds,
  uploadDueMs: milliseconds,
  registryDueMs: milliseconds,
  recordFinalAfterMs: milliseconds.nullable(),
  healthCodeValidMs: milliseconds,
  lookUpWaitMs: milliseconds,
  caseDueMs: milliseconds,
  caseAtDeskDueMs: milliseconds,
  caseClaimMs: milliseconds,
  identitySettleMs: milliseconds,
  identityFallBackMs: milliseconds,
  noticeQuietHours: z.strictObject({ from: timeOfDay, until: timeOfDay }).nullable(),
  noticeGiveUpMs: milliseconds,
  noticeReceiptMs: milliseconds,
});

/** A policy file that does not say what its schema asks; the message names the file and each field. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

/** The clocks of a document, without what it says of itself. */
export function clocksOf({ effectiveFrom: _effectiveFrom, source: _source, ...clocks }: z.infer<typeof clocksFile>): Clocks {
  return clocks;
}

/** The clocks of `policies/<name>.json`; `folder` is given by tests. */
export function loadClocks(name: ClockPolicyName, folder?: URL): Clocks {
  return clocksOf(loadPolicy(name, clocksFile, folder));
}

/**
 * Reads and checks one policy file.
 * @throws {PolicyError} when it is missing, no JSON, or not what the schema asks
 */
export function loadPolicy<Schema extends z.ZodType>(name: string, schema: Schema, folder = new URL('../policies/', import.meta.url)): z.infer<Schema> {
  const result = schema.safeParse(readPolicy(name, folder));
  if (result.success) return result.data;
  throw new PolicyError([`policies/${name}.json:`, ...result.error.issues.map((issue) => `  ${issue.path.join('.') || 'the file'}: ${issue.message}`)].join('\n'));
}

/** Throws `PolicyError` when the file is missing or no JSON. */
export function readPolicy(name: string, folder = new URL('../policies/', import.meta.url)): unknown {
  try {
    return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  } catch (error) {
    throw new PolicyError(`policies/${name}.json cannot be read`, { cause: error });
  }
}
