import type { FaultInput } from '../simulators/kit/faults.js';
import type { Trouble } from './troubles.js';

/** Long after every caller has given up. */
const TOO_LATE_MS = 5_000;

/** How any simulator is brought to make each trouble, once. */
export const TROUBLE_FAULTS: Record<Trouble, FaultInput> = {
  'half-open': { kind: 'half-open', count: 1 },
  'slow-drip': { kind: 'drip', bytes: 1, everyMs: 100, count: 1 },
  'late-answer': { kind: 'late', ms: TOO_LATE_MS, count: 1 },
  'lost-answer': { kind: 'drop-answer', count: 1 },
  'reset-before-effect': { kind: 'reset', count: 1 },
  'reset-after-effect': { kind: 'reset', effect: 'done', count: 1 },
  oversize: { kind: 'oversize', count: 1 },
  redirect: { kind: 'redirect', to: 'http://127.0.0.1:9/', count: 1 },
  'error-body': { kind: 'wrong-schema', how: 'error-body', count: 1 },
  'missing-field': { kind: 'wrong-schema', how: 'missing-field', count: 1 },
  'wrong-type': { kind: 'wrong-schema', how: 'wrong-type', count: 1 },
  throttled: { kind: 'error', status: 429, retryAfterSeconds: 7, count: 1 },
};
