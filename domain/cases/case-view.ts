import type { Instant } from '../time.js';
import { levelAbove, type SupervisorCase } from './supervisor-case.js';

/** The little that a case's process needs to know: when it is to be moved up, and whether there is anything left to watch. */
export type CaseView = { escalateAt: Instant | null; over: boolean };

export function caseView({ status, level, dueAt }: Pick<SupervisorCase, 'status' | 'level' | 'dueAt'>): CaseView {
  const over = status === 'resolved';
  return { escalateAt: over || !levelAbove(level) ? null : dueAt, over };
}
