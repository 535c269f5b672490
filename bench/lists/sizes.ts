import { toAreaCode, type AreaCode, type SiteId } from '../../domain/ids.js';
import type { Scope } from '../../db/scope.js';

/** Of what lists are asked for, the smallest first. */
export const SIZES = ['site', 'district', 'city', 'province'] as const;
export type Size = (typeof SIZES)[number];

/** The areas that a code lies in, by size. */
export const AREA_OF: Record<Exclude<Size, 'site'>, (code: AreaCode) => AreaCode> = {
  district: (code) => code,
  city: (code) => toAreaCode(`${code.slice(0, 4)}00`),
  province: (code) => toAreaCode(`${code.slice(0, 2)}0000`),
};

/** A site, or the area of that size around it, as whoever has just that in their scope asks for it. */
export function placeOf({ siteId, areaCode }: { siteId: SiteId; areaCode: AreaCode }, size: Size): { scope: Scope; place: { siteId: SiteId } | { areaCode: AreaCode } } {
  if (size === 'site') return { scope: { site: siteId }, place: { siteId } };
  const area = AREA_OF[size](areaCode);
  return { scope: { area }, place: { areaCode: area } };
}
