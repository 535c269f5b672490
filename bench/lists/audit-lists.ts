import type { AuditFilter } from '../../db/audit-reader.js';
import { toInstant, localDateOf } from '../../domain/time.js';
import { pagesOf, TARGETS, type ListUnderTest } from './list.js';
import type { Tables } from './table-under-test.js';

type DrawnRow = { at: Date; actor: string; action: string; kind: string; object: string };

const drawRows = (tables: Tables): Promise<DrawnRow[]> =>
  tables.rows<DrawnRow>(`select at, actor_id as actor, action, object_kind as kind, object_id as object from audit_rows order by md5(id::text) limit ${TARGETS}`);

const dayOf = ({ at }: DrawnRow) => {
  const day = localDateOf(toInstant(at.getTime()));
  return { from: day, to: day };
};

export const AUDIT_LISTS_UNDER_TEST: ListUnderTest[] = [
  ...listed('all', () => ({})),
  ...listed('of a day', (row) => ({ days: dayOf(row) })),
  ...listed('by actor', ({ actor }) => ({ actor })),
  ...listed('by object', ({ kind, object }) => ({ object: { kind, id: object } })),
  ...listed('by action', ({ action }) => ({ action })),
  ...listed('by action of a day', (row) => ({ action: row.action, days: dayOf(row) })),
  ...listed('refused', () => ({ outcome: 'refused' })),
  ...listed('failed', () => ({ outcome: 'failed' })),
];

function listed(name: string, filterOf: (row: DrawnRow) => AuditFilter): ListUnderTest[] {
  return pagesOf(`audit, ${name}`, async (tables) => (await drawRows(tables)).map((row) => (page) => tables.audit.list(filterOf(row), page)));
}
