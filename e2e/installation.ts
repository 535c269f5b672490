import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPolicies } from '../config/load-policies.js';
import { createApiClient, expectOk, type ApiClient } from '../dev/clinic/api-client.js';
import { providerOf } from '../dev/clinic/day.js';
import { openScene, type Scene } from '../dev/clinic/scene.js';
import { tokenSourceOf } from '../dev/clinic/token-source.js';
import { projectRoot } from '../dev/folders.js';
import { runningClinic, type RunningClinic } from '../dev/running-clinic.js';
import { localDateOf, toInstant } from '../domain/time.js';

export type Answer = { name: string; ok: boolean; figures: Record<string, number>; urls: Record<string, string>; logins?: { kind: string; username?: string; password?: string }[] };

/** `clocks-demo` where something has to be done before a short clock has run out. */
type Clocks = 'clocks-test' | 'clocks-demo';

/** The one password that all demonstration logins share. */
export function passwordOf({ logins }: Answer): string {
  const password = logins?.find(({ kind }) => kind === 'person')?.password;
  if (password === undefined) throw new Error('npm start printed no login of a person');
  return password;
}

export type Ended = { code: number | null; seconds: number; said: string; answer: Answer | null };

/** Test material: `npm start` and the commands beside it as a user types them, on a data folder of their own with the short clocks of tests. */
export class InstallationUnderTest {
  readonly folder = mkdtempSync(join(tmpdir(), 'miaocheng-e2e-'));
  private launcher: ChildProcess | null = null;
  private started: Process[] = [];
  private said = '';

  private readonly clocks: Clocks;

  constructor(clocks: Clocks = 'clocks-test') {
    this.clocks = clocks;
  }

  /** Starts everything and waits until it is ready. */
  async start(): Promise<Answer> {
    this.said = '';
    const child = this.command('start', ['--empty', '--json']);
    this.launcher = child;
    child.stderr?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    const ended = new Promise<never>((_, reject) => child.once('exit', (code) => reject(new Error(`ended with ${code}: ${this.said}`))));
    const ready = new Promise<Answer>((resolve) => {
      let out = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        out += chunk.toString();
        const answer = out.endsWith('\n') ? lastObject(out) : null;
        if (answer?.ok) resolve(answer); // of a start that failed the end tells more
      });
    });
    return Promise.race([ready, ended]);
  }

  /** Runs a command of the project to its end. */
  run(name: string, ...args: string[]): Promise<Ended> {
    return this.runWith({}, name, ...args);
  }

  /** The same with more in its environment. */
  runWith(more: Record<string, string>, name: string, ...args: string[]): Promise<Ended> {
    const startedAt = performance.now();
    const child = this.command(name, args, more);
    let [out, said] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, said, seconds: (performance.now() - startedAt) / 1000, answer: lastObject(out) })));
  }

  /** What the launcher has said of a part, as `worker ready again`. */
  async says(part: string, state: string): Promise<void> {
    for (const end = Date.now() + 30_000; !this.said.split('\n').some((line) => line.startsWith(part) && line.includes(state)); await pause(50)) {
      if (Date.now() > end) throw new Error(`${part} is not ${state}: ${this.said}`);
    }
  }

  /** Pulls the plug of one part: SIGKILL, which nothing can catch. */
  killPart(part: 'api' | 'worker' | 'temporal' | 'postgres'): void {
    const mark = { api: 'dist/api/main.js', worker: 'dist/worker/main.js', temporal: 'server start-dev', postgres: 'bin/postgres -D' }[part];
    const found = this.processes().find(({ args }) => args.includes(mark));
    if (!found) throw new Error(`${part} does not run`);
    process.kill(found.pid, 'SIGKILL');
  }

  async killLauncher(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Ctrl-C. Returns how long the launcher took. */
  async stop(): Promise<Ended> {
    const startedAt = performance.now();
    const code = await this.end('SIGINT');
    return { code, seconds: (performance.now() - startedAt) / 1000, said: this.said, answer: null };
  }

  /** Ids of all processes that this installation started and that still live. */
  alive(): number[] {
    const known = this.started.filter(({ pid, args }) => processTable().some((now) => now.pid === pid && now.args === args));
    return known.map(({ pid }) => pid);
  }

  /** To be called before the launcher ends: orphans have another parent. */
  remember(): void {
    this.started = this.processes();
  }

  /** The API, as the operator of the province asks it. */
  operator(): ApiClient {
    const running = this.running();
    return createApiClient({ baseUrl: running.urls.api, getToken: tokenSourceOf(running.clinic.operator, providerOf(running)) });
  }

  /** All journeys of the province with their stages, as its operator sees them. */
  async journeys(): Promise<string[]> {
    const { data } = await expectOk('journeys', this.operator().get<{ data: { id: string; stage: string }[] }>(`/v1/journeys?day=${localDateOf(toInstant(Date.now()))}&first=100`));
    return data.map(({ id, stage }) => `${id} ${stage}`);
  }

  /** What a clinic day and its checks need of it. */
  running(): RunningClinic {
    const { urls, database } = this.read<{ urls: Record<string, string>; database: string }>('run.json');
    return runningClinic({ folder: this.folder, clinic: this.read('clinic.json'), urls, adminUrl: database });
  }

  /** Where residents come and desks attend to them; the same seed brings the same people. */
  scene(seed: number): Scene {
    return openScene(this.running(), loadPolicies(this.clocks), seed);
  }

  /** A file of its data folder. */
  read<T>(name: string): T {
    return JSON.parse(readFileSync(join(this.folder, name), 'utf8')) as T;
  }

  async remove(): Promise<void> {
    if (this.launcher?.exitCode === null && this.launcher.signalCode === null) await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const { launcher } = this;
    if (!launcher) throw new Error('nothing was started');
    const exited = new Promise<number | null>((resolve) => launcher.once('exit', resolve));
    launcher.kill(signal);
    return exited;
  }

  private processes(): Process[] {
    return processTable().filter(({ ppid }) => ppid === this.launcher?.pid);
  }

  private command(name: string, args: string[], more: Record<string, string> = {}): ChildProcess {
    const { NODE_OPTIONS: _, ...env } = process.env;
    return spawn(process.execPath, ['tools/run.mjs', name, ...args], { cwd: projectRoot, env: { ...env, MIAOCHENG_DATA_DIR: this.folder, POLICY_CLOCKS: this.clocks, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
  }
}

type Process = { pid: number; ppid: number; args: string };

function processTable(): Process[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, ppid, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return args === undefined ? [] : [{ pid: Number(pid), ppid: Number(ppid), args }];
  });
}

function lastObject(out: string): Answer | null {
  const line = out.trim().split('\n').at(-1) ?? '';
  return line.startsWith('{') ? (JSON.parse(line) as Answer) : null;
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
