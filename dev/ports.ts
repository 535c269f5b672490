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

export async function anyFreePort(): Promise<number> {
  return (await listen(0)) ?? Promise.reject(new Error('no free port on 127.0.0.1'));
}

async function isFree(port: number): Promise<boolean> {
  return (await listen(port)) !== undefined;
}

/** Listens for a moment: the number of the port, or undefined when it is taken. */
function listen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
