import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerWithFaults, type Behaviour } from './answer-with-faults.js';
import type { Asked, Handler } from './answer.js';
import { createControl } from './control.js';
import { FaultPlan } from './fault-plan.js';
import { createFaultSchema, type OwnFaults } from './faults.js';
import { Turns } from './turns.js';
import { write } from './write.js';

export type SimulatorParts = {
  /** 0 takes a free one. */
  port: number;
  handle: Handler;
  control: { reset: () => Promise<void>; routes: Record<string, Handler> };
  /** Where the faults that are set outlive a restart. */
  faultsFile: string;
  own: OwnFaults;
};

export type RunningSimulator = { url: string; stop: () => Promise<void> };

const MAX_BODY_BYTES = 33_554_432;

/** One external system on loopback: its protocol, its faults and its control path. Throws when the port is taken. */
export async function startSimulator({ port, handle, control, faultsFile, own }: SimulatorParts): Promise<RunningSimulator> {
  const faults = await FaultPlan.open(faultsFile);
  let reopening: NodeJS.Timeout | undefined;
  const closePort = () => {
    clearTimeout(reopening);
    reopening = setTimeout(() => void listen(server, bound), faults.closedForMs());
    return close(server);
  };
  const refuse = () => void setImmediate(() => void closePort()); // after the answer to this very request
  const controlled = createControl({ ...control, schema: createFaultSchema(own), faults, refuse });
  const behaviour = { handle, own, faults, turns: new Turns() };
  const server = createServer((request, response) => {
    answerRequest(request, response, controlled, behaviour).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  const bound = await listen(server, port);
  if (faults.closedForMs() > 0) await closePort();

  return {
    url: `http://127.0.0.1:${bound}`,
    stop: async () => {
      clearTimeout(reopening);
      if (server.listening) await close(server);
      await faults.close();
    },
  };
}

async function answerRequest(request: IncomingMessage, response: ServerResponse, controlled: Handler, behaviour: Behaviour): Promise<void> {
  const asked = await readRequest(request);
  if (asked.path.startsWith('/control')) write(response, await controlled(asked));
  else await answerWithFaults(asked, response, behaviour);
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw new Error('request body too large');
    chunks.push(chunk);
  }
  const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://simulator');
  return { method: request.method ?? 'GET', path: pathname, search: search.slice(1), query: searchParams, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
