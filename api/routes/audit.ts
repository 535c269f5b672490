import { once } from 'node:events';
import type { IRouter, RequestHandler, Response } from 'express';
import { AUDIT_LISTS, exportAudit, listAudit, verifyAudit, type AuditRecord as ShownRecord } from '../../contracts/audit.js';
import type { AuditFilter, AuditRecord } from '../../db/audit-reader.js';
import { toInstant, toLocalDate } from '../../domain/time.js';
import { CSV_HEADING, toCsvLine } from '../audit-csv.js';
import { auditActorOf, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { listNotOffered, offered } from '../offered-lists.js';
import { serve, serveFile } from '../serve.js';
import { rfc3339 } from './journey-view.js';

const MOST_ROWS = 100_000;
const MEDIA = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;

/** What the security auditor reads: who did what to what. The list holds nothing personal and leaves no row; files and verifications do. */
export function auditRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, listAudit, async ({ query: { first, after, day, ...asked } }) => {
    const days = day === undefined ? undefined : { from: toLocalDate(day), to: toLocalDate(day) };
    const { items, pageInfo } = await offered(ctx.auditReader.list({ days, ...narrowing(asked) }, { first, after }), AUDIT_LISTS);
    return { data: items.map(showRecord), pageInfo };
  });

  serveFile(router, gate, exportAudit, async ({ principal, response, query: { from, to, format, ...asked } }) => {
    if (from > to) throw problemOf('invalid-request', { fields: [{ field: '?to', rule: 'not before from' }] });
    const filter = { days: { from: toLocalDate(from), to: toLocalDate(to) }, ...narrowing(asked) };
    const count = await offered(ctx.auditReader.count(filter, MOST_ROWS), AUDIT_LISTS);
    const params = { from, to, format, rows: count, ...asked };
    if (count > MOST_ROWS) {
      await write(principal, { action: 'audit.export', outcome: 'refused', code: 'export-too-large', params });
      throw problemOf('export-too-large', { limit: MOST_ROWS });
    }
    await write(principal, { action: 'audit.export', outcome: 'done', params }); // before anything leaves
    response.status(200).type(MEDIA[format]).set('Content-Disposition', `attachment; filename="audit-${from}-${to}.${format}"`);
    if (format === 'csv') response.write(CSV_HEADING);
    let left = MOST_ROWS;
    for await (const rows of ctx.auditReader.readAll(filter)) {
      const lines = rows.slice(0, left).map(showRecord).map(format === 'csv' ? toCsvLine : (record) => `${JSON.stringify(record)}\n`);
      left -= lines.length;
      if (!(await sent(response, lines.join(''))) || left === 0) break;
    }
    response.end();
  });

  serve(router, gate, verifyAudit, async ({ principal }) => {
    const { beganAt, ...check } = await ctx.auditVerifier.check();
    const { status, broken, rows } = check;
    if (status === 'whole') await write(principal, { action: 'audit.verify', outcome: 'done', params: { rows } });
    if (broken) {
      ctx.logger.error({ part: 'audit', code: broken.kind }, 'the audit is not whole');
      await write(principal, { action: 'audit.verify', outcome: 'failed', code: broken.kind, params: { batch: broken.batch } });
    }
    return { ...check, at: rfc3339(toInstant(beganAt)) };
  });

  function write(principal: Principal, entry: { action: string; outcome: 'done' | 'refused' | 'failed'; code?: string; params: Record<string, string | number | undefined> }): Promise<void> {
    const params = Object.fromEntries(Object.entries(entry.params).filter((given): given is [string, string | number] => given[1] !== undefined));
    return ctx.audit.write({ actor: auditActorOf(principal), objectKind: 'audit', ...entry, params });
  }
}

type Asked = { actor?: string | undefined; objectKind?: string | undefined; objectId?: string | undefined; action?: string | undefined; outcome?: 'refused' | 'failed' | undefined };

/** Half an object is none: throws 422 `list-not-offered`. */
function narrowing({ objectKind, objectId, ...others }: Asked): Omit<AuditFilter, 'days'> {
  if (objectKind === undefined && objectId === undefined) return others;
  if (objectKind === undefined || objectId === undefined) throw listNotOffered(AUDIT_LISTS);
  return { ...others, object: { kind: objectKind, id: objectId } };
}

/** Waits until the reader keeps up; false when it has left. */
async function sent(response: Response, text: string): Promise<boolean> {
  if (response.destroyed) return false;
  if (!response.write(text)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  return !response.destroyed;
}

function showRecord({ at, actor, ...record }: AuditRecord): ShownRecord {
  return { ...record, at: rfc3339(at), actor: actor as ShownRecord['actor'] };
}
