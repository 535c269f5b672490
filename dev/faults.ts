import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readEnv, type Environment } from '../config/env.js';
import { printJsonResult } from '../tools/command-result.js';
import { killsOf, type Kill } from './clinic/kills.js';
import { playWholeDay } from './clinic/whole-day.js';
import { openInstallation, PORTS } from './installation.js';
import { forgetAll } from './leftovers.js';
import { wholeNumber } from './options.js';
import { anyFreePorts } from './ports.js';
import { runningClinic } from './running-clinic.js';
import { startInstallation, type RunningInstallation } from './start-clinic.js';
import type { Say } from './supervise.js';

// `npm run faults -- [--kills N] [--seed S] [--residents N] [--json]`: a rough clinic day on an installation of its own, while parts of it are killed
// with SIGKILL, then the invariants. Exit 1 with the offending ids; the data are then kept.

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '7' },
    residents: { type: 'string', default: '200' },
    concurrency: { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
  },
});

const READY_WITHIN_MS = 90_000;
/** Until the last upload that was cut off is asked for again: back-off reaches a minute. */
const REST_SECONDS = 300;

const line = (text: string) => console.error(text);

try {
  const result = await withInstallation(playUnderKills);
  if (values.json) printJsonResult({ name: 'faults', ...result });
  process.exitCode = result.ok ? 0 : 1;
} catch (error) {
  line(error instanceof Error ? error.message : String(error));
  if (values.json) printJsonResult({ name: 'faults', ok: false, figures: {} });
  process.exitCode = 1;
}

type Outcome = { ok: boolean; figures: Record<string, number> };
type Under = RunningInstallation & { folder: string; backAt: Map<string, number> };

/** Starts everything in a folder of its own, which is removed again when all has held. */
async function withInstallation(use: (running: Under) => Promise<Outcome>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'miaocheng-faults-'));
  const env: Environment = { ...readEnv(), MIAOCHENG_DATA_DIR: folder };
  const backAt = new Map<string, number>();
  const say: Say = (part, state) => {
    line(`  ${part} ${state}`);
    if (state.startsWith('ready')) backAt.set(part, performance.now());
  };
  const running = await startInstallation(await openInstallation(env, await anyFreePorts(Object.keys(PORTS) as (keyof typeof PORTS)[])), { clocks: env['POLICY_CLOCKS'] ?? 'clocks-demo', say, line });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void running.stop().finally(() => process.exit(1)));
  const outcome = await use({ ...running, folder, backAt }).finally(() => running.stop());
  if (outcome.ok) {
    forgetAll(env);
    rmSync(folder, { recursive: true, force: true });
  } else line(`  kept for whoever looks into it: ${folder}`);
  return outcome;
}

async function playUnderKills(running: Under): Promise<Outcome> {
  const seed = wholeNumber(values, 'seed');
  const kills = killsOf(wholeNumber(values, 'kills'), seed);
  let slowestMs = 0;
  const meanwhile = async () => {
    for (const kill of kills) slowestMs = Math.max(slowestMs, await pullPlugs(running, kill));
  };
  const { ok, figures } = await playWholeDay(runningClinic(running), {
    seed, roughness: 'rough', restSeconds: REST_SECONDS, meanwhile,
    residents: wholeNumber(values, 'residents'),
    concurrency: wholeNumber(values, 'concurrency'),
  });
  const killed = kills.reduce((count, { parts }) => count + parts.length, 0);
  if (!ok) line(`  seed ${seed}: ${JSON.stringify(kills)}`);
  return { ok, figures: { ...figures, kills: killed, slowestReadySeconds: Math.round(slowestMs / 10) / 100 } };
}

/** SIGKILL, which nothing can catch. Resolves with how long it took until these parts and the API were ready again. */
async function pullPlugs({ parts, urls, backAt }: Under, { afterMs, parts: names }: Kill): Promise<number> {
  await wait(afterMs);
  const killedAt = performance.now();
  for (const name of names) {
    const pid = parts.find((part) => part.name === name)?.running().pid;
    if (pid === undefined) throw new Error(`${name} has no process`);
    process.kill(pid, 'SIGKILL');
  }
  const isBack = async () => names.every((name) => (backAt.get(name) ?? 0) > killedAt) && (await isReady(`${urls['api']}/readyz`));
  while (!(await isBack())) {
    if (performance.now() - killedAt > READY_WITHIN_MS) throw new Error(`${names.join(' and ')} did not come back within ${READY_WITHIN_MS / 1000} s`);
    await wait(50);
  }
  return performance.now() - killedAt;
}

function isReady(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(({ ok }) => ok, () => false);
}
