import { parseArgs } from 'node:util';
import { loadPolicies } from '../config/load-policies.js';
import { printJsonResult } from '../tools/command-result.js';
import { startProgress } from '../tools/progress.mjs';
import { admitResidents } from './clinic/already-played.js';
import { playDay } from './clinic/day.js';
import { checkInvariants, isAtRest, readOtherSide, type Offenders, type PlayedVisit } from './clinic/invariants.js';
import { percentile } from './clinic/percentile.js';
import { waitUntilAtRest } from './clinic/rest.js';
import { withRunningClinic, type RunningClinic } from './running-clinic.js';

// `npm run demo -- --residents N [--seed S] [--json]`: a clinic day over the public API, then the invariants. Exit 1 with the offending ids.

const { values } = parseArgs({
  options: {
    residents: { type: 'string', default: '200' },
    seed: { type: 'string', default: '7' },
    concurrency: { type: 'string', default: '16' },
    /** How long the process may still need for journeys whose resident has gone home. */
    'rest-seconds': { type: 'string', default: '240' },
    json: { type: 'boolean', default: false },
  },
});

try {
  const result = await withRunningClinic(playAndCheck);
  if (values.json) printJsonResult({ name: 'demo', ...result });
  process.exitCode = result.ok ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (values.json) printJsonResult({ name: 'demo', ok: false, figures: {} });
  process.exitCode = 1;
}

async function playAndCheck(running: RunningClinic) {
  const [residents, seed] = [positive('residents'), positive('seed')];
  const latencies: number[] = [];
  const startedAt = performance.now();
  let done = 0;
  const endPlaying = startProgress(() => `${bar(done, residents)} ${done} of ${residents} residents`);
  const day = await playDay({
    clinic: running.clinic,
    policies: loadPolicies('clocks-demo'),
    urls: running.urls,
    residents,
    seed,
    before: admitResidents(running.folder, seed, residents),
    concurrency: positive('concurrency'),
    registryPatienceMs: 3_000,
    onVisit: (count) => (done = count),
    onLatency: (ms) => latencies.push(ms),
  });
  endPlaying(`${day.visits.length} residents went home`);
  const closed = await waitForRest(day.visits);
  const seconds = (performance.now() - startedAt) / 1000;
  const offenders = await checkInvariants(day.visits, await readOtherSide(running.urls));
  const audit = await running.verifyAudit();
  const figures = {
    residents,
    closed,
    lost: offenders.lost.length,
    doubled: offenders.doubled.length,
    stalled: offenders.stalled.length + day.failures.length,
    noticesWithoutRecord: offenders.noticesWithoutRecord.length,
    auditBreaks: audit.ok ? 0 : 1,
    journeysPerSecond: round(closed / seconds),
    p99Ms: round(percentile(latencies, 0.99)),
  };
  report(figures, offenders, day.failures, audit);
  const ok = figures.lost + figures.doubled + figures.stalled + figures.noticesWithoutRecord + figures.auditBreaks === 0;
  return { ok, figures };
}

async function waitForRest(visits: readonly PlayedVisit[]): Promise<number> {
  let atRest = 0;
  const end = startProgress(() => `${bar(atRest, visits.length)} ${atRest} of ${visits.length} journeys at rest`);
  const journeys = await waitUntilAtRest(visits, { withinMs: positive('rest-seconds') * 1000, onProgress: (count) => (atRest = count) });
  const closed = journeys.filter(isAtRest).length;
  end(`${closed} of ${visits.length} journeys closed`);
  return closed;
}

function report(figures: Record<string, number>, offenders: Offenders, failures: readonly string[], audit: unknown): void {
  for (const [name, value] of Object.entries(figures)) console.error(`  ${name.padEnd(22)} ${value}`);
  for (const [kind, ids] of Object.entries(offenders)) for (const id of ids) console.error(`  ${kind}: ${id}`);
  for (const failure of failures) console.error(`  not carried through: ${failure}`);
  if (figures['auditBreaks']) console.error(`  audit: ${JSON.stringify(audit)}`);
}

function bar(done: number, all: number): string {
  const filled = all === 0 ? 20 : Math.round((done / all) * 20);
  return `[${'#'.repeat(filled)}${'.'.repeat(20 - filled)}]`;
}

function positive(name: 'residents' | 'seed' | 'concurrency' | 'rest-seconds'): number {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1 on`);
  return value;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

