import type { IncomingHttpHeaders } from 'node:http';

export type Asked = { method: string; path: string; search: string; query: URLSearchParams; headers: IncomingHttpHeaders; body: string };
export type Answer = { status: number; headers?: Record<string, string>; body: unknown };
export type Handler = (asked: Asked) => Promise<Answer> | Answer;

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** Undefined for a text that is no JSON, which no schema takes. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
