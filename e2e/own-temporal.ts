import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anyFreePort } from '../dev/ports.js';
import type { Program } from '../dev/program.js';
import { startTemporalServer, TEMPORAL_STOP } from '../dev/temporal-server.js';

/** Test material: a Temporal server of the test's own, which it may stop and rob of its store. */
export class OwnTemporal {
  readonly namespace = 'miaocheng';
  private readonly folder = mkdtempSync(join(tmpdir(), 'own-temporal-'));
  private readonly port: number;
  private readonly file: string;
  private running: Program | null = null;

  private constructor(file: string, port: number) {
    this.file = file;
    this.port = port;
  }

  static async start(): Promise<OwnTemporal> {
    const file = process.env.TEST_TEMPORAL_PROGRAM;
    if (!file) throw new Error('stopping a Temporal server needs its program: unset TEMPORAL_ADDRESS');
    const temporal = new OwnTemporal(file, await anyFreePort());
    await temporal.start();
    return temporal;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const { file, port, namespace } = this;
    this.running = await startTemporalServer({ file, port, namespace, uiPort: null, dbFile: join(this.folder, 'store/temporal.db'), logFile: join(this.folder, 'temporal.log') });
  }

  async stop(): Promise<void> {
    await this.running?.stop(TEMPORAL_STOP);
    this.running = null;
  }

  /** Everything it knew is gone. */
  async lose(): Promise<void> {
    await this.stop();
    rmSync(join(this.folder, 'store'), { recursive: true });
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
