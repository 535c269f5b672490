import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../simulators/residents/random.js';
import type { Watch } from '../journey/side.js';
import { TIMED, type Timed, type Work } from './visits.js';

/** ms of each answer. */
export type Latencies = Record<Timed, number[]>;
export type Measured = { latencies: Latencies; failures: string[] };

const RAMP_SHARE = 0.2;
const AFTER_FAILURE_MS = 100; // so that an outage does not fill the memory with its failures

export type MeasureOptions = {
  clients: number;
  seconds: number;
  rampShare?: number;
  /** What a client takes before each command, on the average: from half of it to one and a half, so that no two keep step. */
  pauseMs?: number;
  random: Random;
};

/** So many clients, each with one journey after the other; counted is what is asked within `seconds` after a ramp. Then every client finishes its last one. */
export async function measure(work: Work, { clients, seconds, rampShare = RAMP_SHARE, pauseMs = 0, random }: MeasureOptions): Promise<Measured> {
  const latencies: Latencies = { identify: [], verify: [], recordDose: [] };
  const failures: string[] = [];
  let phase: 'ramp' | 'counted' | 'over' = 'ramp';
  const watch: Watch = async (command, send) => {
    if (phase !== 'over') await wait(pauseMs * (0.5 + random.unit()));
    const isCounted = phase === 'counted';
    const from = performance.now();
    const answer = await send();
    const timed = TIMED.find((one) => one === command);
    if (isCounted && timed) latencies[timed].push(performance.now() - from);
    return answer;
  };
  const working = Array.from({ length: clients }, async (_, client) => {
    const one = work.open(client, watch);
    while (phase !== 'over') {
      await one().catch(async (error: unknown) => {
        failures.push(error instanceof Error ? error.message : String(error));
        await wait(AFTER_FAILURE_MS);
      });
    }
  });
  await wait(seconds * rampShare * 1_000);
  phase = 'counted';
  await wait(seconds * 1_000);
  phase = 'over';
  await Promise.all(working);
  return { latencies, failures };
}

/** All turns as if they had been one. */
export function together(turns: readonly Measured[]): Measured {
  const all = (command: Timed) => turns.flatMap(({ latencies }) => latencies[command]);
  return { latencies: { identify: all('identify'), verify: all('verify'), recordDose: all('recordDose') }, failures: turns.flatMap(({ failures }) => failures) };
}
