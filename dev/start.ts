import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readEnv } from '../config/env.js';
import { withLock } from '../tools/file-lock.mjs';
import { printJsonResult } from '../tools/command-result.js';
import { formatSeconds } from '../tools/progress.mjs';
import { startAdminPage } from './admin-page.js';
import { dataFolder, projectRoot } from './folders.js';
import { openInstallation, PORTS, runFile, type Installation } from './installation.js';
import { playFirstDay } from './first-day.js';
import { forgetAll, stopOrphans } from './leftovers.js';
import { findRun, removeRun, writeRun } from './run-file.js';
import type { DemoPeople } from './demo-people.js';
import { startInstallation, type RunningInstallation } from './start-clinic.js';
import type { Say } from './supervise.js';

// `npm start [-- --empty --fresh --json]`: everything on loopback; runs until Ctrl-C.

const { values: options } = parseArgs({ options: { empty: { type: 'boolean', default: false }, fresh: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } });
const env = readEnv();
const startedAt = performance.now();

const line = (text: string) => void process.stderr.write(`${text}\n`);
const say: Say = (part, state, ms) => line(`${part.padEnd(12)} ${state}${ms === undefined ? '' : ` (${formatSeconds(ms)})`}`);

try {
  await main();
} catch (error) {
  line(error instanceof Error ? error.message : String(error));
  if (options.json) printJsonResult({ name: 'start', ok: false, figures: {} });
  process.exit(1);
}

async function main(): Promise<void> {
  // One start at a time on one data folder: the second sees what the first has written.
  const started = await withLock(`${dataFolder(env)}/locks/start`, () => startOnce(), () => line('another start is under way on this data: waiting for it'));
  if (!started) process.exit(0);
}

async function startOnce(): Promise<boolean> {
  const run = findRun(runFile(env));
  if (run) {
    line(`Miaocheng runs already on this data (process ${run.launcher.pid}):`);
    printUrls(run.urls);
    if (options.json) printJsonResult({ name: 'start', ok: true, figures: { readySeconds: 0 }, urls: run.urls, logins: [] });
    return false;
  }
  await stopOrphans(env);
  if (options.fresh) forgetAll(env);
  const installation = await openInstallation(env);
  for (const [name, port] of Object.entries(installation.ports)) {
    const wanted = PORTS[name as keyof typeof PORTS];
    if (port !== wanted) line(`port ${wanted} is taken: ${name} is at ${port}`);
  }
  const clocks = env['POLICY_CLOCKS'] ?? 'clocks-demo';
  const running = await startInstallation(installation, { clocks, say, line });
  const page = await startAdminPage({
    port: installation.ports.admin,
    distFolder: `${projectRoot}/admin-ui/dist`,
    deskFolder: `${projectRoot}/desk-ui/dist`,
    apiUrl: running.urls['api'] ?? '',
  });
  const urls = { ...running.urls, admin: page.url, desk: `${page.url}/desk` };
  writeRun(runFile(env), { urls, database: running.adminUrl });
  stopOnSignals(running, page.close);
  announce(installation, urls, clocks, running.people);
  return true;
}

function stopOnSignals(running: RunningInstallation, closePage: () => Promise<void>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    const from = performance.now();
    line('stopping');
    void Promise.all([closePage(), running.stop()]).then(() => {
      removeRun(runFile(env));
      line(`stopped (${formatSeconds(performance.now() - from)})`);
      process.exit(0);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

function announce(installation: Installation, urls: Record<string, string>, clocks: string, { password, people }: DemoPeople): void {
  const readySeconds = Math.round((performance.now() - startedAt) / 10) / 100;
  line(`\nready in ${formatSeconds(performance.now() - startedAt)}`);
  if (clocks !== 'clocks') line('Clocks are shortened for this demonstration: 30 minutes of observation last 30 seconds, 24 hours 24 minutes. Never for real vaccinations.');
  printUrls(urls);
  line(`sign in      at ${urls['admin']} with the password ${password} as one of`);
  line(`             ${people.map(({ username }) => username).join(', ')}`);
  line(`logins       machine clients of the sites, the channel and the operator, with their keys: ${installation.file('clinic.json')}`);
  line('next         npm run demo -- --residents 200      Ctrl-C stops everything');
  if (options.json) {
    const logins = [{ kind: 'machine-clients', file: installation.file('clinic.json') }, ...people.map(({ username }) => ({ kind: 'person', username, password }))];
    printJsonResult({ name: 'start', ok: true, figures: { readySeconds }, urls, logins });
  }
  const marker = installation.file('first-day-played');
  if (options.empty || existsSync(marker)) return;
  void playFirstDay(line).then((ok) => ok && writeFileSync(marker, ''));
}

function printUrls(urls: Record<string, string>): void {
  for (const name of ['admin', 'desk', 'api', 'docs', 'temporal', 'login', 'registryGuangdong', 'sms']) if (urls[name]) line(`${name.padEnd(18)} ${urls[name]}`);
}
