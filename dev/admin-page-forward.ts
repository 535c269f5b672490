import { randomUUID } from 'node:crypto';
import { Router, type RequestHandler, type Response } from 'express';
import { getJourney, getTimeline, listJourneys } from '../contracts/journeys.js';
import { listNotices } from '../contracts/notices.js';
import type { Operation } from '../contracts/operation.js';
import { PROBLEM_STATUS, PROBLEM_TYPE_PREFIX, type Problem } from '../contracts/problem.js';
import { getSite, listSites } from '../contracts/sites.js';

/** The API, and the operator's token for it: the browser never sees one. */
export type ApiAccess = { apiUrl: string; getToken: () => Promise<string> };

/** What the page shows, and so all that it can ask. */
const FORWARDED: readonly Operation[] = [listSites, getSite, listJourneys, getJourney, getTimeline, listNotices];
const PATIENCE_MS = 10_000;

/** Below `/v1`: the operations that the page needs, as the operator. */
export function forwardReads(api: ApiAccess): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  for (const operation of FORWARDED) router.get(operation.path.slice('/v1'.length).replace(/\{(\w+)\}/g, ':$1'), forward(operation, api));
  router.use((_request, response) => tell(response, 'not-found'));
  return router;
}

function forward(operation: Operation, { apiUrl, getToken }: ApiAccess): RequestHandler {
  return async (request, response) => {
    const params = operation.params?.safeParse(request.params);
    if (params?.success === false) return tell(response, 'not-found'); // no id: it must not become another path of the API
    const url = new URL(apiUrl);
    url.pathname = fill(operation.path, params?.data);
    url.search = new URL(request.originalUrl, apiUrl).search;
    const answer = await ask(url, getToken);
    if (!answer) return tell(response, 'unavailable');
    response.status(answer.status).set(answer.headers).send(answer.body);
  };
}

function fill(path: string, params: unknown): string {
  return Object.entries((params ?? {}) as Record<string, string>).reduce((filled, [name, value]) => filled.replace(`{${name}}`, value), path);
}

/** Null while the API or the login provider cannot be reached. */
async function ask(url: URL, getToken: () => Promise<string>): Promise<{ status: number; headers: Record<string, string>; body: Buffer } | null> {
  try {
    const headers = { authorization: `Bearer ${await getToken()}`, accept: 'application/json' };
    const answer = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    const body = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: { 'content-type': answer.headers.get('content-type') ?? 'application/json' }, body };
  } catch {
    return null; // whatever kept the answer away, the page can only try again
  }
}

function tell(response: Response, code: 'not-found' | 'unavailable'): void {
  const problem: Problem = { type: `${PROBLEM_TYPE_PREFIX}${code}`, title: code.replaceAll('-', ' '), status: PROBLEM_STATUS[code], code, params: {}, requestId: randomUUID() };
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
