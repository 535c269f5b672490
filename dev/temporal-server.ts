import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openLog, tailOf } from './log-file.js';
import type { Program } from './program.js';
import { describeExit, startProgram } from './program.js';
import type { StopStep } from './stop-process.js';
import { ensureNamespace, isServerAnswering, SEARCH_ATTRIBUTES } from './temporal-connection.js';

export type TemporalServerOptions = {
  /** The `temporal` program. */
  file: string;
  /** SQLite file: without one the server loses its tables after idling. Its folder is made. */
  dbFile: string;
  port: number;
  /** Null runs it without its pages. */
  uiPort: number | null;
  namespace: string;
  logFile: string;
};

export const TEMPORAL_STOP: StopStep[] = [
  { signal: 'SIGTERM', withinMs: 1_500 }, // it takes 1.1 s to end well
  { signal: 'SIGKILL', withinMs: 1_000 },
];
const READY_WITHIN_MS = 60_000;

/** The whole tuned set: with the defaults every hop waits 50 ms and every timer lasts at least a second. Values are JSON. */
const DYNAMIC_CONFIG: Record<string, string> = {
  'history.transferProcessorMaxPollRPS': '2000',
  'history.timerProcessorMaxPollRPS': '2000',
  'history.timerProcessorMaxTimeShift': '"10ms"',
  'matching.numTaskqueueReadPartitions': '1',
  'matching.numTaskqueueWritePartitions': '1',
  'system.enableActivityEagerExecution': 'true',
  // A workflow task that keeps failing shows after 10 s instead of 54 s.
  'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute': '2',
};

/**
 * Starts the development server and waits until it answers and has the namespace.
 * @throws {Error} with the end of its log when it does not come up
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<Program> {
  mkdirSync(dirname(options.dbFile), { recursive: true });
  const log = openLog(options.logFile);
  const program = await startProgram({ file: options.file, args: serverArgs(options), env: { PATH: process.env['PATH'], HOME: process.env['HOME'] }, log });
  closeSync(log);
  const address = `127.0.0.1:${options.port}`;
  await isReady(program, address, options.logFile);
  await ensureNamespace(address, options.namespace);
  return program;
}

export function serverArgs({ file, dbFile, port, uiPort, namespace }: Omit<TemporalServerOptions, 'logFile'>): string[] {
  return [
    'server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--db-filename', dbFile, '--namespace', namespace, '--log-level', 'warn',
    ...SEARCH_ATTRIBUTES.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL',
    ...Object.entries(DYNAMIC_CONFIG).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]),
    ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort), ...withoutNews(file)]),
  ];
}

/** Its pages would ask for news on the network; older programs do not know how to be told not to. */
function withoutNews(file: string): string[] {
  const flag = '--ui-disable-news-fetch';
  return spawnSync(file, ['server', 'start-dev', '--help'], { encoding: 'utf8' }).stdout?.includes(flag) ? [flag] : [];
}

async function isReady(program: Program, address: string, logFile: string): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  while (!(await isServerAnswering(address, 500))) {
    if (program.hasExited()) throw new Error(`Temporal ${describeExit(await program.exited)}:\n${tailOf(logFile)}`);
    if (performance.now() > until) {
      await program.stop(TEMPORAL_STOP);
      throw new Error(`Temporal did not answer within ${READY_WITHIN_MS / 1000} s:\n${tailOf(logFile)}`);
    }
    await wait(50);
  }
}
