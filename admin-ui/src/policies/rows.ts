import type { PolicyDifference, PolicyDraft, PolicyFault, PolicyInForce, PolicyVersion, PolicyVersionShown } from '../../../contracts/policies.js';

// Types alone: the schemas stay out of the page.
export type { PolicyDifference, PolicyDraft, PolicyFault, PolicyVersion, PolicyVersionShown };
/** Of one policy, by its name. */
export type PolicyRow = PolicyInForce & { id: string };
export type PolicyCheck = { faults: PolicyFault[]; against: number; difference: PolicyDifference[] };
