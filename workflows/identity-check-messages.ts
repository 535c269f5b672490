import type { ResidentId } from '../domain/ids.js';

/** All that the workflow is given: everything else it reads. */
export type IdentityCheckInput = { residentId: ResidentId };
