import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { liveness } from '../../../ui/live/liveness.js';
import { api } from '../api.js';

const POLL_MS = 5_000;

/**
 * Reads from the API and keeps it fresh: as changes are told, or every few seconds while they are not. A key begins with the resource and its id,
 * as `stale.ts` names them. `path` null: nothing to ask yet.
 */
export function useApi<T>(key: readonly unknown[], path: string | null, query?: Record<string, string>) {
  const live = useSyncExternalStore(liveness.subscribe, liveness.isLive);
  return useQuery({ queryKey: [...key, query ?? null], queryFn: ({ signal }) => api.get<T>(path ?? '', query, signal), enabled: path !== null, refetchInterval: live ? false : POLL_MS });
}
