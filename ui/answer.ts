import type { Problem } from '../contracts/problem.js';
import { ApiError } from './api-error.js';

const AWAY = [502, 503, 504];

export function reach(ask: () => Promise<Response>, signal?: AbortSignal): Promise<Response> {
  return ask().catch((error: unknown) => {
    if (signal?.aborted) throw error; // nobody waits for it any more
    throw new ApiError('unreachable');
  });
}

/** What the API says, or why it does not. */
export async function answerOf(response: Response): Promise<unknown> {
  const body = (await response.json().catch(() => null)) as unknown; // no JSON is no answer of ours: told as unexpected below
  if (response.ok && body !== null) return body;
  const { status } = response;
  if (AWAY.includes(status)) throw new ApiError('unreachable', { status });
  throw isProblem(body) ? new ApiError('refused', { status, problem: body }) : new ApiError('unexpected', { status });
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}
