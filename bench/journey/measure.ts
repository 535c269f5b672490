import { setTimeout as wait } from 'node:timers/promises';
import { percentile } from '../../dev/clinic/percentile.js';
import { arrive, attend } from './carry.js';
import { readCpu, usedBetween, type CpuReading } from './cpu.js';
import type { Ground } from '../ground.js';
import type { Counter, Side, Watch } from './side.js';

export type Measured = {
  side: Side['name'];
  clients: number;
  /** Visits that ended while it was measured. */
  journeys: number;
  journeysPerSecond: number;
  /** ms by command. */
  latencies: Map<string, number[]>;
  p50Ms: number;
  p99Ms: number;
  /** ms of CPU by process for each of these visits. */
  cpuPerJourney: CpuReading;
  failures: string[];
  /** Of the last visits, for their histories. */
  workflowIds: string[];
};

const RAMP_SHARE = 0.1;
const SAMPLES = 5;
const AFTER_FAILURE_MS = 100; // so that an outage does not fill the memory with its failures

/**
 * So many clients, each sending one command after the other. Counted is what ends within `seconds` after a ramp, so that as many visits are half
 * done at the beginning as at the end; then every client finishes its last one.
 */
export async function measure(ground: Ground, side: Side, { clients, seconds }: { clients: number; seconds: number }): Promise<Measured> {
  const queue = new Queue(ground, side);
  const pids = { ...ground.pids(), driver: process.pid };
  const working = Array.from({ length: clients }, (_, client) => queue.work(client));
  await wait(seconds * RAMP_SHARE * 1000);
  queue.phase = 'counted';
  const [from, before] = [performance.now(), readCpu(pids)];
  await wait(seconds * 1000);
  const [ms, after] = [performance.now() - from, readCpu(pids)];
  queue.phase = 'over';
  await Promise.all(working);
  const { latencies, failures, ended } = queue;
  const all = [...latencies.values()].flat();
  const used = Object.entries(usedBetween(before, after)).map(([name, cpu]): [string, number] => [name, cpu / Math.max(1, ended.length)]);
  return {
    side: side.name, clients, journeys: ended.length, journeysPerSecond: (ended.length * 1000) / ms, latencies, p50Ms: percentile(all, 0.5), p99Ms: percentile(all, 0.99),
    cpuPerJourney: Object.fromEntries(used), failures, workflowIds: ended.slice(-SAMPLES),
  };
}

/** Clients at work, and what was seen while it counted. */
class Queue {
  phase: 'ramp' | 'counted' | 'over' = 'ramp';
  readonly latencies = new Map<string, number[]>();
  readonly failures: string[] = [];
  readonly ended: string[] = [];
  private readonly ground: Ground;
  private readonly side: Side;

  constructor(ground: Ground, side: Side) {
    this.ground = ground;
    this.side = side;
  }

  /** As at a desk, the next has checked in while one is attended to: a registry that takes its time is not what is measured. */
  async work(client: number): Promise<void> {
    const counter = this.side.openCounter(client, this.watch);
    let waiting = await this.tried(() => arrive(counter));
    while (waiting !== null || this.phase !== 'over') {
      const present = waiting;
      waiting = this.phase === 'over' ? null : await this.tried(() => arrive(counter));
      if (present !== null) await this.tried(() => this.attendTo(present, counter));
    }
  }

  private async attendTo(journeyId: string, counter: Counter): Promise<void> {
    const workflowId = await attend(journeyId, counter, this.ground.temporal);
    if (this.phase === 'counted') this.ended.push(workflowId);
  }

  private async tried<T>(act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (error) {
      this.failures.push(error instanceof Error ? error.message : String(error));
      await wait(AFTER_FAILURE_MS);
      return null;
    }
  }

  private readonly watch: Watch = async (command, send) => {
    const from = performance.now();
    const answer = await send();
    if (this.phase !== 'counted') return answer;
    const known = this.latencies.get(command) ?? [];
    this.latencies.set(command, known);
    known.push(performance.now() - from);
    return answer;
  };
}
