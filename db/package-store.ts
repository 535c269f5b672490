import type { LotFact, PackageFact } from '../domain/journey/facts.js';
import type { Statements } from './pool.js';
import type { Scope } from './scope.js';

export type PackageStore = ReturnType<typeof createPackageStore>;

/** Smallest packages and the lots that they are of; used and opened at the door only. */
export function createPackageStore(pool: Pick<Statements, 'call'>) {
  return {
    /** How a package stands across all sites, and the lot that is named, where it is on record. */
    find: (scope: Scope, asked: { traceCode: string; productId: string | null; lot: string | null }): Promise<PackageFact & { lot: LotFact | null }> =>
      pool.call('package_v1', { scope, ...asked }),
  };
}
