import { areaPrefix } from '../domain/area.js';
import type { AreaCode, SiteId } from '../domain/ids.js';
import { seenOf, UnsupportedListError } from './keyset.js';
import type { Scope } from './scope.js';

/** One site or one area; a list throws `UnsupportedListError` for both and for neither. */
export type Place = { siteId?: SiteId | undefined; areaCode?: AreaCode | undefined };

/** The column that an index begins with, and its value. */
export type PlaceKey = { column: 'site_id' | 'area_code' | 'city' | 'province'; value: string };

/** Null where the scope sees nothing of it. Throws `UnsupportedListError`. */
export function keyOf(scope: Scope, { siteId, areaCode }: Place): PlaceKey | null {
  if (siteId !== undefined && areaCode === undefined) return { column: 'site_id', value: siteId };
  if (areaCode === undefined || siteId !== undefined) throw new UnsupportedListError('listed by site or by area');
  const seen = seenOf(scope, areaCode);
  if (!seen) return null;
  const value = areaPrefix(seen);
  return { column: value.length === 2 ? 'province' : value.length === 4 ? 'city' : 'area_code', value };
}
