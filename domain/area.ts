import type { AreaCode } from './ids.js';

/** How the codes of all that lies in an area begin: two digits of a province, four of a city, six of a district (GB/T 2260). */
export function areaPrefix(area: AreaCode): string {
  return area.replace(/(00){1,2}$/, '');
}

export function liesIn(area: AreaCode, other: AreaCode): boolean {
  return other.startsWith(areaPrefix(area));
}
