import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.js';

/** A text is sent as it is, so that a fault can send what is no JSON. */
export const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));

export function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const text = textOf(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
}

type Pace = { bytes: number; everyMs: number; pause: (ms: number) => Promise<unknown> };

/** The same, a few bytes at a time, for as long as somebody listens. */
export async function drip(response: ServerResponse, { status, headers, body }: Answer, { bytes, everyMs, pause }: Pace): Promise<void> {
  const whole = Buffer.from(textOf(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': whole.byteLength, ...headers });
  for (let at = 0; at < whole.byteLength && !response.destroyed; at += bytes) {
    response.write(whole.subarray(at, at + bytes));
    await pause(everyMs);
  }
  response.end();
}
