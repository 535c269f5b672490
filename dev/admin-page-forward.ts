import { randomUUID } from 'node:crypto';
import { request as ask, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { RequestHandler, Response } from 'express';
import { PROBLEM_STATUS, PROBLEM_TYPE_PREFIX, type Problem } from '../contracts/problem.js';

/** What a browser tells the API: who is signed in, where the request comes from, and its content. No token of a machine client passes. */
const UP = ['accept', 'content-type', 'content-length', 'cookie', 'origin', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest', 'miaocheng-request', 'idempotency-key', 'x-request-id', 'accept-language'];
const DOWN = [
  'content-type', 'content-length', 'content-disposition', 'set-cookie', 'location', 'retry-after', 'www-authenticate', 'clear-site-data', 'idempotent-replay', 'x-request-id',
  'content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy', 'x-accel-buffering',
];
const PATIENCE_MS = 10_000;
/** A stream of events says something every 15 seconds, if only that it is there: what is silent for so long is dead. */
const SILENCE_MS = 45_000;

/** Passes requests on to the API as they are, so that page and API are one origin to the browser and its cookie goes to both. */
export function forwardTo(apiUrl: string, { patienceMs = PATIENCE_MS, silenceMs = SILENCE_MS } = {}): RequestHandler {
  const { hostname, port } = new URL(apiUrl);
  return (request, response) => {
    const path = request.originalUrl.replace(/^https?:\/\/[^/]*/i, ''); // goes nowhere but to the API, whatever address the request names
    const sent = ask({ hostname, port, method: request.method, path, headers: only(UP, request.headers), timeout: patienceMs }, (answer) => {
      if (isStream(answer)) sent.setTimeout(silenceMs);
      passOn(answer, response);
    });
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.on('error', () => tellUnavailable(response)); // whatever kept the answer away, the page can only try again
    response.on('close', () => sent.destroy());
    request.pipe(sent);
  };
}

function passOn(answer: IncomingMessage, response: Response): void {
  response.status(answer.statusCode ?? 502);
  for (const [name, value] of Object.entries(only(DOWN, answer.headers))) if (value !== undefined) response.setHeader(name, value);
  response.set('Cache-Control', 'no-store');
  if (isStream(answer)) response.flushHeaders(); // whoever follows knows at once that the stream is there
  answer.on('error', () => response.destroy());
  answer.pipe(response);
}

function isStream({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.startsWith('text/event-stream') ?? false;
}

function only(names: readonly string[], headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));
}

function tellUnavailable(response: Response): void {
  if (response.headersSent) return void response.destroy();
  const code = 'unavailable';
  const problem: Problem = { type: `${PROBLEM_TYPE_PREFIX}${code}`, title: code, status: PROBLEM_STATUS[code], code, params: {}, requestId: randomUUID() };
  response.status(problem.status).set('Cache-Control', 'no-store').type('application/problem+json').send(JSON.stringify(problem));
}
