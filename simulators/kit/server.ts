import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Asked, Handler } from './answer.js';
import { createControl } from './control.js';
import { FaultPlan, type Fault } from './faults.js';

export type SimulatorParts = {
  /** 0 takes a free one. */
  port: number;
  handle: Handler;
  control: { reset: () => Promise<void>; routes: Record<string, Handler> };
};

export type RunningSimulator = { url: string; stop: () => Promise<void> };

const MAX_BODY_BYTES = 33_554_432;

/** One external system on loopback: its protocol, its faults and its control path. Throws when the port is taken. */
export async function startSimulator({ port, handle, control }: SimulatorParts): Promise<RunningSimulator> {
  const faults = new FaultPlan();
  let reopening: NodeJS.Timeout | undefined;
  const refuse = ({ forMs }: { forMs: number }) => {
    clearTimeout(reopening);
    reopening = setTimeout(() => void listen(server, bound), forMs);
    setImmediate(() => close(server)); // after the answer to this very request
  };
  const controlled = createControl({ ...control, faults, refuse });
  const server = createServer((request, response) => {
    answerRequest(request, response, { handle, controlled, faults }).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  const bound = await listen(server, port);

  return {
    url: `http://127.0.0.1:${bound}`,
    stop: async () => {
      clearTimeout(reopening);
      if (server.listening) await close(server);
    },
  };
}

type Parts = { handle: Handler; controlled: Handler; faults: FaultPlan };

async function answerRequest(request: IncomingMessage, response: ServerResponse, { handle, controlled, faults }: Parts): Promise<void> {
  const asked = await readRequest(request);
  if (asked.path.startsWith('/control')) return write(response, await controlled(asked));
  const met = faults.take(asked.path);
  for (const fault of met) if (fault.kind === 'latency') await sleep(faults.delayOf(fault), undefined, { ref: false }); // a stopped simulator waits for nobody
  const instead = met.map(answerInstead).find((answer) => answer !== null);
  const answer = instead ?? (await handle(asked));
  if (!instead && met.some(({ kind }) => kind === 'drop-answer')) return void response.destroy();
  write(response, answer);
}

function answerInstead(fault: Fault): Answer | null {
  if (fault.kind === 'down') return { status: 503, body: { code: 'down' } };
  if (fault.kind === 'answer') return { status: fault.status, headers: fault.headers, body: fault.body };
  if (fault.kind !== 'error') return null;
  return { status: fault.status, body: '', ...(fault.retryAfterSeconds !== undefined && { headers: { 'retry-after': String(fault.retryAfterSeconds) } }) };
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

/** A text is sent as it is, so that a fault can send what is no JSON. */
function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
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
