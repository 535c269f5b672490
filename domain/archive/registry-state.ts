import type { UploadState } from '../journey/state.js';

/**
 * Where a dose stands at the registry of its site. `recorded`: here alone, since the registry has no archive yet; `cannot-verify`: it happened, and
 * nobody has vouched for it, so nothing is sent; `told-by-registry`: given elsewhere and learnt from there.
 */
export const REGISTRY_STATES = ['recorded', 'waiting', 'uploaded', 'confirmed', 'rejected', 'overdue', 'cannot-verify', 'told-by-registry'] as const;
export type RegistryState = (typeof REGISTRY_STATES)[number];

export type DoseAtRegistry = { status: 'given' | 'reported-unverified' | 'uncounted' | 'voided'; source: 'journey' | 'registry'; upload: UploadState | null };

export function registryStateOf({ status, source, upload }: DoseAtRegistry, hasArchive: boolean): RegistryState {
  if (source === 'registry') return 'told-by-registry';
  if (status !== 'given') return 'cannot-verify';
  switch (upload) {
    case null:
    case 'pending': return hasArchive ? 'waiting' : 'recorded';
    case 'sent': return 'uploaded';
    case 'confirmed':
    case 'rejected':
    case 'overdue': return upload;
  }
}
