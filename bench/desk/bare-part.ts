import { NAMESPACE } from '../../dev/engines.js';
import { nodePart, type Part } from '../../dev/part.js';
import type { Installation } from '../../dev/installation.js';

/** Its worker as a process like ours: same heap, same settings. */
export function barePart({ env, secrets, ports, log, dist }: Installation): Part {
  return nodePart({
    name: 'bare-update',
    file: dist('bench/desk/bare-update/main.js'),
    heapMb: 1_536,
    stop: [{ signal: 'SIGTERM', withinMs: 4_000 }, { signal: 'SIGKILL', withinMs: 300 }],
    logFile: log('bare-update'),
    env: { PATH: env['PATH'], HOME: env['HOME'], TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`, TEMPORAL_NAMESPACE: NAMESPACE, PAYLOAD_KEYS: secrets.payloadKeys },
  });
}
