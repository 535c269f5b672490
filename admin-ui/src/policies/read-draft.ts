import { ApiError } from '../../../ui/api-error.js';
import type { PolicyFault } from './rows.js';

/** The document that somebody has typed or uploaded; null for what is no JSON object. */
export function readDocument(text: string): Record<string, unknown> | null {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null && !Array.isArray(document) ? (document as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** `2026-12-01T08:00` in Asia/Shanghai as an instant; null for what is no time. */
export function instantOf(local: string): string | null {
  const ms = Date.parse(`${local}:00+08:00`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** What the API has refused a draft for, by places of the document; null for any other error. */
export function faultsIn(error: unknown): PolicyFault[] | null {
  const fields = error instanceof ApiError && error.problem?.code === 'invalid-request' ? (error.problem.params['fields'] as PolicyFault[] | undefined) : undefined;
  return fields?.map(({ field, rule }) => ({ field: field.replace(/^document\./, ''), rule })) ?? null;
}
