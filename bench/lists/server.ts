import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { readEnv } from '../../config/env.js';
import { cacheFolder } from '../../dev/folders.js';
import { anyFreePort } from '../../dev/ports.js';
import { startCluster } from '../../dev/postgres-cluster.js';
import { findPlace } from '../../dev/postgres-place.js';

export type Server = { adminUrl: string; stop(): Promise<void> };

/** A Postgres of its own in a temporary folder, both gone afterwards. Set as in an installation but for durability, which no list asks for. */
export async function startServer(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'miaocheng-bench-'));
  chmodSync(folder, 0o755); // the cluster's own folder is closed, and belongs to another user where we are root
  const place = findPlace(join(folder, 'postgres'), cacheFolder(readEnv()));
  const remove = () => [place.dataDir, folder].forEach((path) => rmSync(path, { recursive: true, force: true, maxRetries: 3 }));
  try {
    const { program, adminUrl } = await startCluster({ place, port: await anyFreePort(), password: randomBytes(12).toString('hex'), logFile: join(folder, 'postgres.log'), durable: false });
    return {
      adminUrl,
      async stop() {
        await program.stop([{ signal: 'SIGINT', withinMs: 10_000 }, { signal: 'SIGKILL', withinMs: 1_000 }]);
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
