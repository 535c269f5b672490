import { NAMESPACE } from '../dev/engines.js';
import type { Installation } from '../dev/installation.js';
import { nodePart, type Part } from '../dev/part.js';

/** A worker that ours is compared with, as a process like ours: same heap, same engine, stopped the same way. */
export function workerPart({ env, secrets, ports, log, dist }: Installation, name: string, file: string, more: Record<string, string | undefined> = {}): Part {
  return nodePart({
    name,
    file: dist(file),
    heapMb: 1_536,
    stop: [{ signal: 'SIGTERM', withinMs: 4_000 }, { signal: 'SIGKILL', withinMs: 300 }],
    logFile: log(name),
    env: { PATH: env['PATH'], HOME: env['HOME'], TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`, TEMPORAL_NAMESPACE: NAMESPACE, PAYLOAD_KEYS: secrets.payloadKeys, ...more },
  });
}
