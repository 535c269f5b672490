import { setTimeout as wait } from 'node:timers/promises';
import type { FaultInput } from '../../simulators/kit/faults.js';
import { createRandom, type Random } from '../../simulators/residents/random.js';

/** How rough a day is: everything answers, a day with its usual hiccups, or one in which nothing that can fail is spared. */
export const ROUGHNESS = ['none', 'some', 'rough'] as const;
export type Roughness = (typeof ROUGHNESS)[number];

export type System = 'registryGuangdong' | 'sms';
export type Trouble = { afterMs: number; system: System; fault: FaultInput };

const REGISTRY = '/gdips/v1';
const SMS = '/sms/v1';
const NOWHERE = 'http://127.0.0.1:9/';

/** What happens on a usual day: slow, away for moments, an answer lost on its way back, too many requests. */
const USUAL: [System, FaultInput][] = [
  ['registryGuangdong', { kind: 'latency', path: REGISTRY, ms: 400, jitterMs: 400, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'down', how: 'unavailable', path: REGISTRY, forMs: 3_000 }],
  ['registryGuangdong', { kind: 'drop-answer', path: REGISTRY, count: 2, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'error', path: REGISTRY, status: 429, retryAfterSeconds: 1, count: 3, forMs: 5_000 }],
  ['sms', { kind: 'down', how: 'unavailable', path: SMS, forMs: 3_000 }],
  ['sms', { kind: 'error', path: SMS, status: 429, retryAfterSeconds: 1, count: 3, forMs: 5_000 }],
];

/** And what happens besides where everything goes wrong: every fault that a simulator knows. */
const UNUSUAL: [System, FaultInput][] = [
  ['registryGuangdong', { kind: 'down', how: 'refuse', forMs: 3_000 }],
  ['registryGuangdong', { kind: 'drip', path: REGISTRY, bytes: 16, everyMs: 100, count: 2, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'half-open', path: REGISTRY, count: 1, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'reset', path: REGISTRY, effect: 'none', count: 3, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'reset', path: REGISTRY, effect: 'done', count: 3, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'wrong-person', path: REGISTRY, how: 'another-archive', count: 2, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'wrong-person', path: REGISTRY, how: 'birth-date', count: 2, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'wrong-schema', path: REGISTRY, how: 'error-body', count: 2, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'wrong-schema', path: REGISTRY, how: 'missing-field', count: 2, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'oversize', path: REGISTRY, count: 1, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'redirect', path: REGISTRY, to: NOWHERE, count: 2, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'reject', path: `${REGISTRY}/doses`, code: 'GD3003', count: 1, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'reject', path: `${REGISTRY}/archives`, code: 'GD1001', count: 1, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'duplicate', path: REGISTRY, count: 4, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'late', path: REGISTRY, ms: 11_000, count: 1, forMs: 5_000 }],
  ['registryGuangdong', { kind: 'reorder', path: REGISTRY, size: 3, withinMs: 500, forMs: 5_000 }],
  ['sms', { kind: 'down', how: 'refuse', forMs: 3_000 }],
  ['sms', { kind: 'drop-answer', path: SMS, count: 2, forMs: 5_000 }],
  ['sms', { kind: 'half-open', path: SMS, count: 1, forMs: 5_000 }],
  ['sms', { kind: 'reset', path: SMS, effect: 'done', count: 2, forMs: 5_000 }],
  ['sms', { kind: 'duplicate', path: SMS, count: 3, forMs: 5_000 }],
  ['sms', { kind: 'wrong-person', path: SMS, how: 'another-message', count: 1, forMs: 5_000 }],
  ['sms', { kind: 'wrong-schema', path: SMS, how: 'error-body', count: 1, forMs: 5_000 }],
];

const PAUSE_MS: Record<Roughness, number> = { none: Infinity, some: 6_000, rough: 2_500 };

/** What goes wrong on a day of this seed, one after the other without end; each kind once before one comes again. */
export function* troublesOf(roughness: Roughness, seed: number): Generator<Trouble> {
  if (roughness === 'none') return;
  const random = createRandom(seed ^ 0x7401);
  const all = roughness === 'rough' ? [...USUAL, ...UNUSUAL] : USUAL;
  for (;;) {
    for (const [system, fault] of shuffled(random, all)) yield { afterMs: PAUSE_MS[roughness] * (0.5 + random.unit()), system, fault };
  }
}

export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items.map((item) => [random.unit(), item] as const).sort(([a], [b]) => a - b).map(([, item]) => item);
}

export type TroubledUrls = Record<System, string>;

/** Sets one trouble after the other until told to stop; a system that is away just then is spared this one. */
export async function makeTrouble(urls: TroubledUrls, troubles: Iterable<Trouble>, signal: AbortSignal, onTrouble: (trouble: Trouble) => void): Promise<void> {
  for (const trouble of troubles) {
    await wait(trouble.afterMs, undefined, { signal }).catch(() => undefined); // told to stop
    if (signal.aborted) return;
    const set = await setFault(urls[trouble.system], trouble.fault).catch(whereAway);
    if (set) onTrouble(trouble);
  }
}

/** Sets one fault at a simulator. Rejects with what is wrong with it, and with fetch's error where nobody answers. */
export async function setFault(url: string, fault: FaultInput): Promise<true> {
  const answer = await fetch(`${url}/control/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fault) });
  if (!answer.ok) throw new Error(`${url} takes no such fault: ${await answer.text()}`);
  return true;
}

/** What is set at a simulator now; of each at least whom it is about. */
export async function faultsOf(url: string): Promise<{ about?: string }[]> {
  const { faults } = (await (await fetch(`${url}/control/faults`)).json()) as { faults: { about?: string }[] };
  return faults;
}

/** A killed simulator, or one whose port a fault has closed: fetch fails with a TypeError. Anything else is a fault of the plan. */
function whereAway(error: unknown): null {
  if (error instanceof TypeError) return null;
  throw error;
}

/** Whatever was set is over from now on, also where the system has to come back first. */
export async function liftTroubles(urls: TroubledUrls): Promise<void> {
  const lift = async (url: string) => {
    for (const until = Date.now() + 30_000; ; await wait(200)) {
      const answer = await fetch(`${url}/control/faults`, { method: 'DELETE' }).catch(whereAway);
      if (answer?.ok) return;
      if (Date.now() > until) throw new Error(`${url} does not come back`);
    }
  };
  await Promise.all(Object.values({ registryGuangdong: urls.registryGuangdong, sms: urls.sms }).map(lift));
}
