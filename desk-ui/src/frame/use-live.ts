import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { createBatch } from '../../../ui/live/batch.js';
import { follow } from '../../../ui/live/follow.js';
import { followWhileSeen } from '../../../ui/live/follow-while-seen.js';
import { liveness } from '../../../ui/live/liveness.js';
import { staleAfter } from './stale.js';

const SOON_MS = 500;
/** Who is signed in is no concern of what changes; what a site works with is that of its day. */
const STAYS = ['me', 'site-desk', 'site'];

/** Follows what changes within reach of whoever is signed in, for as long as this is mounted. */
export function useLive(mayFollow: boolean): void {
  const queries = useQueryClient();
  useEffect(() => (mayFollow ? followFor(queries) : undefined), [queries, mayFollow]);
}

function followFor(queries: QueryClient): () => void {
  const batch = createBatch((queryKey: readonly unknown[]) => queries.invalidateQueries({ queryKey }));
  const set = (live: boolean) => {
    liveness.set(live);
    void queries.invalidateQueries({ predicate: ({ queryKey: [resource] }) => !STAYS.includes(String(resource)) });
  };
  const leave = followWhileSeen(() => follow({
    open: () => new EventSource('/v1/changes'),
    onBegin: () => set(true),
    onChange: (change) => staleAfter(change).forEach((queryKey) => batch.add(queryKey, SOON_MS)),
    onAway: () => set(false),
    onRefused: () => void queries.invalidateQueries({ queryKey: ['me'] }), // says whether somebody is still there
  }));
  return () => {
    leave();
    batch.stop();
  };
}
