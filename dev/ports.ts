import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** The wanted port on 127.0.0.1, or a free one when somebody has it; never one of `taken`. */
export async function choosePort(wanted: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  if (!taken.has(wanted) && (await isFree(wanted))) return wanted;
  for (;;) {
    const port = await anyFreePort();
    if (!taken.has(port)) return port;
  }
}

/** Ports by name, each as wanted or replaced; all different. */
export async function choosePorts<Name extends string>(wanted: Record<Name, number>): Promise<Record<Name, number>> {
  const chosen = { ...wanted };
  const taken = new Set<number>();
  for (const name of Object.keys(wanted) as Name[]) {
    chosen[name] = await choosePort(wanted[name], taken);
    taken.add(chosen[name]);
  }
  return chosen;
}

/** Free ports under these names, none of which another start is likely to want. */
export async function anyFreePorts<Name extends string>(names: readonly Name[]): Promise<Record<Name, number>> {
  const chosen: Partial<Record<Name, number>> = {};
  for (const name of names) chosen[name] = await choosePort(await anyFreePort(), new Set(Object.values<number>(chosen as Record<Name, number>)));
  return chosen as Record<Name, number>;
}

/**
 * Below those that a system hands out by itself (Linux from 32768 on, others from 49152): until it is used, no outgoing connection takes it, and none
 * of the ports that Temporal has the system choose for its own parts.
 */
const OURS = { from: 20_000, below: 32_000 };
const TRIES = 100;

export async function anyFreePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(OURS.from, OURS.below);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port on 127.0.0.1 from ${OURS.from} to ${OURS.below}`);
}

/** Listens for a moment. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
