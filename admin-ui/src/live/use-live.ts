import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useDataProvider } from 'react-admin';
import type { AdminDataProvider } from '../data-provider.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { createBatch } from '../../../ui/live/batch.js';
import { follow } from '../../../ui/live/follow.js';
import { followWhileSeen } from '../../../ui/live/follow-while-seen.js';
import { liveness } from '../../../ui/live/liveness.js';
import { staleAfter } from './stale.js';

/** Who is signed in is no concern of what changes; and what sites are called changes once in years. */
const STAYS = ['auth', 'sites', 'people'];

/** Follows what changes within reach of whoever is signed in, for as long as this is mounted. */
export function useLive(): void {
  const queries = useQueryClient();
  const api = useDataProvider<AdminDataProvider>();
  const whoIsThere = useRef(api.whoIsThere);
  whoIsThere.current = api.whoIsThere;
  const mayFollow = useSignedIn().identity?.may.includes('followChanges') ?? false;
  useEffect(() => (mayFollow ? followFor(queries, () => whoIsThere.current()) : undefined), [queries, mayFollow]);
}

/** `whoIsThere` leads to the sign-in where nobody is signed in any more. */
function followFor(queries: QueryClient, whoIsThere: () => Promise<unknown>): () => void {
  const batch = createBatch((queryKey: readonly unknown[]) => queries.invalidateQueries({ queryKey }));
  const set = (live: boolean) => {
    liveness.set(live);
    // Also when it is gone: from there on each query asks at the other interval.
    void queries.invalidateQueries({ predicate: ({ queryKey: [resource] }) => !STAYS.includes(String(resource)) });
  };
  const leave = followWhileSeen(() => follow({
    open: () => new EventSource('/v1/changes'),
    onBegin: () => set(true),
    onChange: (change) => staleAfter(change).forEach(({ queryKey, everyMs }) => batch.add(queryKey, everyMs)),
    onAway: () => set(false),
    onRefused: () => void whoIsThere().catch(() => undefined), // react-admin has seen the refusal, and lets them sign in
  }));
  return () => {
    leave();
    batch.stop();
  };
}
