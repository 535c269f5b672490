import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { PROBLEM_STATUS } from '../contracts/problem.js';
import type { AuditEntry, AuditStore } from '../db/audit-store.js';
import { auditActorOf, type Principal } from './auth/principal.js';
import { HttpProblem } from './http-problem.js';

const REFUSED: readonly number[] = [401, 403];

/**
 * One audit row for each request that was refused for who sent it: what it asked for by the name of the operation, never by its address or
 * body. Refusals of the rules have theirs from the door, those of a desk (`isAudited`) one that says which device it was. A row that cannot be written changes nothing about the refusal.
 */
export function auditRefusals(audit: AuditStore, logger: Logger): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    const { operation, principal, actor, isAudited } = response.locals as { operation?: string; principal?: Principal; actor?: AuditEntry['actor']; isAudited?: boolean };
    if (error instanceof HttpProblem && REFUSED.includes(error.status) && error.code in PROBLEM_STATUS && !isAudited) {
      const entry: AuditEntry = {
        actor: principal ? auditActorOf(principal) : (actor ?? { kind: 'unknown' }), action: 'request.refuse', objectKind: 'operation', ...(operation !== undefined && { objectId: operation }),
        outcome: 'refused', code: error.code, params: { method: request.method },
      };
      await audit.write(entry).catch((err: unknown) => logger.error({ err, part: 'audit' }, 'a refusal was not recorded'));
    }
    next(error);
  };
}
