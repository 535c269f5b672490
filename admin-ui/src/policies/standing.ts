import type { PolicyRow, PolicyVersion } from './rows.js';

/** Where a version stands beside the others of its policy. */
export const STANDINGS = ['draft', 'withdrawn', 'coming', 'in-force', 'superseded'] as const;
export type Standing = (typeof STANDINGS)[number];

/** `policy`: as the service says it now, so that no clock of this machine decides what is in force. */
export function standingOf({ id, version, state }: Pick<PolicyVersion, 'id' | 'version' | 'state'>, policy: Pick<PolicyRow, 'version' | 'waiting'>): Standing {
  if (state !== 'approved') return state;
  if (policy.waiting.some((one) => one.id === id)) return 'coming';
  return version === policy.version ? 'in-force' : 'superseded';
}
