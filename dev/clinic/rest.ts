import { setTimeout as wait } from 'node:timers/promises';
import type { Journey } from '../../contracts/journeys.js';
import { expectOk } from './api-client.js';
import { isAtRest, type PlayedVisit } from './invariants.js';

const LOOK_EVERY_MS = 500;

/** Reads the journeys until all are at rest, or the time is over; returns them as they then stand. */
export async function waitUntilAtRest(visits: readonly PlayedVisit[], { withinMs, onProgress }: { withinMs: number; onProgress: (atRest: number) => void }): Promise<Journey[]> {
  const until = Date.now() + withinMs;
  const resting = new Map<string, Journey>();
  for (;;) {
    const open: Journey[] = [];
    for (const { journeyId, site } of visits) {
      if (resting.has(journeyId)) continue;
      const journey = await expectOk('journey', site.get<Journey>(`/v1/journeys/${journeyId}`));
      if (isAtRest(journey)) resting.set(journeyId, journey);
      else open.push(journey);
    }
    onProgress(resting.size);
    if (open.length === 0 || Date.now() > until) return [...resting.values(), ...open];
    await wait(LOOK_EVERY_MS);
  }
}
