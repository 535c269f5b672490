import type { AuditRecord } from '../contracts/audit.js';
import { toLine } from './csv.js';

const COLUMNS = ['at', 'actorKind', 'actorId', 'staffId', 'deviceId', 'action', 'objectKind', 'objectId', 'outcome', 'code', 'params', 'count', 'id'] as const;

export const CSV_HEADING = toLine(COLUMNS);

export function toCsvLine({ actor, params, count, ...record }: AuditRecord): string {
  const actorId = actor.personId ?? actor.residentId ?? actor.clientId ?? '';
  const cells = { ...record, actorKind: actor.kind, actorId, staffId: actor.staffId ?? '', deviceId: actor.deviceId ?? '', params: JSON.stringify(params), count: count === null ? '' : String(count) };
  return toLine(COLUMNS.map((column) => cells[column] ?? ''));
}
