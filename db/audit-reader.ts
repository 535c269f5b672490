import type { JourneyId } from '../domain/ids.js';
import { endOfDay, startOfDay, toInstant, type Instant, type LocalDate } from '../domain/time.js';
import { decodeCursor, pageOf, pageSize, UnsupportedListError, type Page, type PageRequest } from './keyset.js';
import type { Statements } from './pool.js';

/** One row of the audit as its reader sees it. `actor`: by kind, with the ids that it has. */
export type AuditRecord = {
  id: string;
  at: Instant;
  actor: { kind: string; personId?: string; clientId?: string; residentId?: string; staffId?: string; deviceId?: string };
  action: string;
  objectKind: string;
  objectId: string | null;
  outcome: 'done' | 'refused' | 'failed';
  code: string | null;
  params: Record<string, unknown>;
  /** How many ids a list gave out. */
  count: number | null;
};

/** Rows of these days (all when there are none), and at most one of the others: each has an index. `actor`: id of a person, resident or client, else the kind. */
export type AuditFilter = {
  days?: { from: LocalDate; to: LocalDate } | undefined;
  actor?: string | undefined;
  object?: { kind: string; id: string } | undefined;
  action?: string | undefined;
  outcome?: 'refused' | 'failed' | undefined;
};

export type AuditReader = ReturnType<typeof createAuditReader>;

const COLUMNS = 'id::text as id, to_ms(at)::float8 as at, actor, action, object_kind, object_id, outcome, code, params, count';
/** Nothing is said about a journey before it has its id, which carries the time: older months are not looked at. */
const REFUSED_ABOUT = `
  select ${COLUMNS} from audit_rows
  where id > $1::uuid and object_kind = 'journey' and object_id = $1::text and outcome = 'refused' and code <> 'not-found' and actor->>'kind' <> 'process'
  order by audit_rows.id desc limit $2`;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const EXPORT_PAGE = 1_000;

/** Reads the audit, newest first. `pool` is the auditor's: nobody else may. Throws `DatabaseError`. */
export function createAuditReader({ query }: Pick<Statements, 'query'>) {
  const read = async (filter: AuditFilter, before: string | undefined, limit: number): Promise<AuditRecord[]> => {
    const { name, where, values } = narrow(filter);
    const { first, last } = boundsOf(filter.days);
    const rows = await query<Row>(`audit_list_by_${name}_v1`, `select ${COLUMNS} from audit_rows where id >= $1 and id < $2${where} order by audit_rows.id desc limit $3`, [
      first, before !== undefined && before < last ? before : last, limit, ...values,
    ]);
    return rows.map(toRecord);
  };
  return {
    /** Throws `UnsupportedListError` for a combination of filters without an index, or a cursor of no list of ours. */
    async list(filter: AuditFilter, page: PageRequest): Promise<Page<AuditRecord>> {
      const rows = await read(filter, page.after === undefined ? undefined : idOfCursor(page.after), pageSize(page.first) + 1);
      return pageOf(rows, page, (row) => row, ({ id }) => [id, id]);
    },

    /**
     * The newest commands about one journey that were refused to people and clients, oldest first. What comes from beyond the reach of its sender
     * (`not-found`) is the auditor's alone, and findings that came too late are none of anybody's commands.
     */
    async refusedAbout(journeyId: JourneyId, most: number): Promise<AuditRecord[]> {
      const rows = await query<Row>('audit_refused_about_v1', REFUSED_ABOUT, [journeyId, most]);
      return rows.map(toRecord).reverse();
    },

    /** How many rows there are; counts no further than `most` + 1. */
    async count(filter: AuditFilter, most: number): Promise<number> {
      const { name, where, values } = narrow(filter);
      const { first, last } = boundsOf(filter.days);
      const [row] = await query<{ n: number }>(`audit_count_by_${name}_v1`, `select count(*)::int as n from (select 1 from audit_rows where id >= $1 and id < $2${where} limit $3) counted`, [first, last, most + 1, ...values]);
      return row?.n ?? 0;
    },

    /** All rows, a page at a time, so that a long answer takes no more memory than a short one. */
    async *readAll(filter: AuditFilter): AsyncGenerator<AuditRecord[]> {
      for (let before: string | undefined; ; ) {
        const rows = await read(filter, before, EXPORT_PAGE);
        if (rows.length > 0) yield rows;
        if (rows.length < EXPORT_PAGE) return;
        before = rows.at(-1)?.id;
      }
    },
  };
}

/** The condition beside the days, as one of a few prepared statements; values follow the first three. */
function narrow({ actor, object, action, outcome }: AuditFilter): { name: string; where: string; values: string[] } {
  const asked = [
    ...(actor === undefined ? [] : [{ name: 'actor', where: ' and actor_id = $4', values: [actor] }]),
    ...(object === undefined ? [] : [{ name: 'object', where: ' and object_kind = $4 and object_id = $5', values: [object.kind, object.id] }]),
    ...(action === undefined ? [] : [{ name: 'action', where: ' and action = $4', values: [action] }]),
    // Its words stand in the text, so that a plan made once may use the index of what was not done.
    ...(outcome === undefined ? [] : [{ name: outcome, where: outcome === 'refused' ? ` and outcome = 'refused'` : ` and outcome = 'failed'`, values: [] }]),
  ];
  if (asked.length > 1) throw new UnsupportedListError('one filter beside the day');
  return asked[0] ?? { name: 'day', where: '', values: [] };
}

/** Ids begin with the millisecond they were made in. */
function boundsOf(days: AuditFilter['days']): { first: string; last: string } {
  return days ? { first: floorOf(startOfDay(days.from)), last: floorOf(endOfDay(days.to)) } : { first: FIRST_ID, last: LAST_ID };
}

function floorOf(at: Instant): string {
  const hex = Math.max(0, at).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}

function idOfCursor(after: string): string {
  const [id] = decodeCursor(after);
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) throw new UnsupportedListError('no such cursor');
  return id;
}

type Row = Omit<AuditRecord, 'at' | 'objectKind' | 'objectId'> & { at: number; object_kind: string; object_id: string | null };

function toRecord({ at, object_kind: objectKind, object_id: objectId, ...row }: Row): AuditRecord {
  return { ...row, at: toInstant(at), objectKind, objectId };
}
