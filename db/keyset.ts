import { literal, Op, type Sequelize, type WhereOptions } from 'sequelize';
import { areaPrefix, liesIn } from '../domain/area.js';
import type { AreaCode } from '../domain/ids.js';
import { DatabaseError } from './database-error.js';
import type { Scope } from './scope.js';

/** A page asked for: at most 200 rows after a cursor. */
export type PageRequest = { first: number; after?: string | undefined };
export type Page<T> = { items: T[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

/** A filter and order that no index serves: 422, never a slow query. */
export class UnsupportedListError extends Error {
  override readonly name = 'UnsupportedListError';
}

export const MAX_PAGE = 200;

type Cursor = [sort: string, id: string];

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor), 'utf8').toString('base64url');
}

/** Throws `UnsupportedListError` for anything that this release would not have written. */
export function decodeCursor(text: string): Cursor {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string' && /^[\w.:+-]{1,64}$/.test(part))) return value as Cursor;
  } catch {
    // not JSON: the same answer as for JSON of another shape
  }
  throw new UnsupportedListError('no such cursor');
}

/** Where the rows after `after` begin, in the order (sort, id) or (id) alone. Two columns are compared as one row, so that an index begins exactly there. */
export function afterCursor(sequelize: Sequelize, after: string | undefined, { sort, descending }: { sort: string; descending: boolean }): WhereOptions {
  if (after === undefined) return {};
  const [sortValue, idValue] = decodeCursor(after);
  const beyond = descending ? Op.lt : Op.gt;
  if (sort === 'id') return { id: { [beyond]: idValue } };
  return literal(`(${sort}, id) ${descending ? '<' : '>'} (${sequelize.escape(sortValue)}, ${sequelize.escape(idValue)})`);
}

/** Cuts the one row more that was fetched to know whether there is a next page. */
export function pageOf<R, T>(rows: R[], { first }: PageRequest, toItem: (row: R) => T, cursorOf: (row: R) => Cursor): Page<T> {
  const shown = rows.slice(0, pageSize(first));
  const last = shown.at(-1);
  return { items: shown.map(toItem), pageInfo: { hasNextPage: rows.length > shown.length, endCursor: last === undefined ? null : encodeCursor(cursorOf(last)) } };
}

export function pageSize(first: number): number {
  if (!Number.isInteger(first) || first < 1 || first > MAX_PAGE) throw new UnsupportedListError(`a page has 1 to ${MAX_PAGE} rows`);
  return first;
}

/** Codes from `440100` on that lie in the area: as a range, so that an index serves it. */
export function inArea(areaCode: AreaCode): { [Op.gte]: string; [Op.lt]: string } {
  const prefix = areaPrefix(areaCode);
  return { [Op.gte]: prefix, [Op.lt]: `${prefix}:` }; // ':' is the character after '9'
}

/**
 * The part of `asked` that the scope can see; null for none. Row-level security says the same row by row, after reading what others may see;
 * this way the index says it.
 */
export function seenOf({ site, area, resident }: Scope, asked: AreaCode | undefined): AreaCode | undefined | null {
  if (area === undefined || site !== undefined || resident !== undefined) return asked;
  if (asked === undefined || liesIn(asked, area)) return area;
  return liesIn(area, asked) ? asked : null;
}

/** What a list holds that is asked for where the scope sees nothing. */
export const EMPTY_PAGE: Page<never> = { items: [], pageInfo: { hasNextPage: false, endCursor: null } };

/** A cursor that was tampered with can hold text that is no date or id; Postgres says so with a code of class 22. */
export async function asList<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DatabaseError && error.code.startsWith('22')) throw new UnsupportedListError('no such cursor');
    throw error;
  }
}
