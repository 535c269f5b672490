import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const READY_WITHIN_MS = 60_000;

/** Test material: one of our processes, run from its TypeScript sources in `tree`, that a test may kill. */
export class Child {
  readonly process: ChildProcess;
  private readonly exited: Promise<unknown>;
  private said = '';

  private constructor(child: ChildProcess) {
    this.process = child;
    this.exited = once(child, 'exit');
    child.stderr?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
  }

  /** Waits until it says that it is ready. */
  static async start(tree: string, file: string, env: Record<string, string>): Promise<Child> {
    const own = { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'fatal' };
    const child = new Child(fork(join(tree, file), { cwd: tree, env: { ...own, ...env }, execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }));
    const early = child.exited.then(() => Promise.reject(new Error(`${file} ended before it was ready: ${child.said}`)));
    const late = new Promise((_, reject) => setTimeout(reject, READY_WITHIN_MS, new Error(`${file} did not get ready`)).unref());
    await Promise.race([once(child.process, 'message'), early, late]);
    return child;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** SIGKILL, which nothing can catch. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** As a deploy does: it may finish what it has begun. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill(signal);
    await this.exited;
  }
}
