import type { Effect, UnavailableCode } from './errors.js';

/**
 * What can become of any call on its way, and what its adapter must make of it, in whatever dialect (attack A42, fault F5). Only a system
 * that says that it did nothing is believed that; nothing else says anything about an effect.
 */
export const TROUBLES = {
  'half-open': { code: 'timeout', effect: 'unknown' },
  'slow-drip': { code: 'timeout', effect: 'unknown' },
  'late-answer': { code: 'timeout', effect: 'unknown' },
  'lost-answer': { code: 'connection-lost', effect: 'unknown' },
  'reset-before-effect': { code: 'connection-lost', effect: 'unknown' },
  'reset-after-effect': { code: 'connection-lost', effect: 'unknown' },
  oversize: { code: 'too-large', effect: 'unknown' },
  redirect: { code: 'redirected', effect: 'unknown' },
  'error-body': { code: 'malformed', effect: 'unknown' },
  'missing-field': { code: 'malformed', effect: 'unknown' },
  'wrong-type': { code: 'malformed', effect: 'unknown' },
  throttled: { code: 'throttled', effect: 'none' },
} as const satisfies Record<string, { code: UnavailableCode; effect: Effect }>;
export type Trouble = keyof typeof TROUBLES;

export const ALL_TROUBLES = Object.keys(TROUBLES) as Trouble[];
